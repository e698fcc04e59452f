package org.imagecaptioning.features.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;

/**
 * What an encoder's file says that it takes and gives.
 *
 * @param input the name of its one input
 * @param output the name of its one output
 */
record Signature(String input, String output) {

  /**
   * @throws EncoderException unless it is one float32 input N x 3 x H x W and one float32 output N
   *     x L x D or N x D
   */
  static Signature of(OrtSession session, EncoderInput expected) throws OrtException {
    String takes =
        "one float32 input N x 3 x %d x %d".formatted(expected.height(), expected.width());
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (!isFloats(inputs, 4) || !fits(shape(inputs), 1, 3, expected.height(), expected.width())) {
      throw new EncoderException(
          "An encoder takes %s; this one takes %s".formatted(takes, describe(inputs)));
    }
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    if (!isFloats(outputs, 2) && !isFloats(outputs, 3)) {
      throw wrongOutput(describe(outputs));
    }
    return new Signature(inputs.keySet().iterator().next(), outputs.keySet().iterator().next());
  }

  static EncoderException wrongOutput(String came) {
    return new EncoderException(
        "An encoder gives one float32 output N x L x D or N x D; this one gives " + came);
  }

  private static boolean isFloats(Map<String, NodeInfo> nodes, int dimensions) {
    return nodes.size() == 1
        && nodes.values().iterator().next().getInfo() instanceof TensorInfo tensor
        && tensor.type == OnnxJavaType.FLOAT
        && tensor.getShape().length == dimensions;
  }

  private static long[] shape(Map<String, NodeInfo> nodes) {
    return ((TensorInfo) nodes.values().iterator().next().getInfo()).getShape();
  }

  /** Open dimensions are -1, and fit anything. */
  private static boolean fits(long[] shape, long... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (shape[i] != -1 && shape[i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static String describe(Map<String, NodeInfo> nodes) {
    return nodes.values().stream()
        .map(node -> "%s (%s)".formatted(node.getName(), describe(node)))
        .collect(Collectors.joining(", "));
  }

  private static String describe(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        ? tensor
                .onnxType
                .name()
                .replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")
                .toLowerCase(Locale.ROOT)
            + " "
            + describe(tensor.getShape())
        : "not a tensor";
  }

  static String describe(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(size -> size == -1 ? "N" : Long.toString(size))
        .collect(Collectors.joining(" x "));
  }
}
