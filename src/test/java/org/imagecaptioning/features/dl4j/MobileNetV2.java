package org.imagecaptioning.features.dl4j;

import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sandler et al. 2018, width 1, without its classifier, built layer by layer on DL4J. */
final class MobileNetV2 {

  /** Expansion, channels, repeats, stride of the first: the paper's table 2. */
  private static final int[][] BLOCKS = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private static final double EPSILON = 1e-3;

  private final Map<String, INDArray> weights;
  private final GraphBuilder graph =
      new NeuralNetConfiguration.Builder().graphBuilder().addInputs("image");

  private MobileNetV2(Map<String, INDArray> weights) {
    this.weights = weights;
  }

  /**
   * @param npz weights by TensorFlow's names, with TensorFlow's shapes
   */
  static ComputationGraph of(Path npz) {
    try {
      return new MobileNetV2(Nd4j.createFromNpzFile(npz.toFile())).build();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private ComputationGraph build() {
    String last = convolution("Conv", 3, 2, 32, "image");
    int channels = 32;
    int number = 0;
    for (int[] row : BLOCKS) {
      for (int repeat = 0; repeat < row[2]; repeat++) {
        String name = number == 0 ? "expanded_conv" : "expanded_conv_" + number;
        last = block(name, row[0], channels, row[1], repeat == 0 ? row[3] : 1, last);
        channels = row[1];
        number++;
      }
    }
    last = convolution("Conv_1", 1, 1, 1280, last);
    ComputationGraph network =
        new ComputationGraph(
            graph.setOutputs(last).setInputTypes(InputType.convolutional(224, 224, 3)).build());
    network.init();
    fill(network);
    return network;
  }

  private String block(String name, int expand, int in, int out, int stride, String from) {
    String wide = expand == 1 ? from : convolution(name + "_expand", 1, 1, expand * in, from);
    String depthwise = name + "_depthwise";
    graph.addLayer(
        depthwise,
        new DepthwiseConvolution2D.Builder(3, 3)
            .stride(stride, stride)
            .convolutionMode(ConvolutionMode.Same)
            .depthMultiplier(1)
            .nOut(expand * in)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        wide);
    String seen = normalised(depthwise, true);
    String narrow = plainConvolution(name + "_project", 1, 1, out, seen);
    String projected = normalised(narrow, false);
    if (stride != 1 || in != out) {
      return projected;
    }
    graph.addVertex(
        name + "_add", new ElementWiseVertex(ElementWiseVertex.Op.Add), from, projected);
    return name + "_add";
  }

  private String convolution(String name, int size, int stride, int out, String from) {
    return normalised(plainConvolution(name, size, stride, out, from), true);
  }

  private String plainConvolution(String name, int size, int stride, int out, String from) {
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(size, size)
            .stride(stride, stride)
            .convolutionMode(ConvolutionMode.Same)
            .nOut(out)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        from);
    return name;
  }

  private String normalised(String name, boolean relu6) {
    graph.addLayer(
        name + "_BatchNorm",
        new BatchNormalization.Builder()
            .eps(EPSILON)
            .useLogStd(false)
            .activation(Activation.IDENTITY)
            .build(),
        name);
    if (!relu6) {
      return name + "_BatchNorm";
    }
    graph.addLayer(name + "_relu", new ActivationLayer(Activation.RELU6), name + "_BatchNorm");
    return name + "_relu";
  }

  private void fill(ComputationGraph network) {
    weights.forEach(
        (key, values) -> {
          if (key.endsWith("_depthwise_weights")) {
            network.getLayer(key.replace("_depthwise_weights", "")).setParam("W", values);
          } else if (key.endsWith("_weights")) {
            // (h, w, in, out) there, (out, in, h, w) here
            network
                .getLayer(key.replace("_weights", ""))
                .setParam("W", values.permute(3, 2, 0, 1).dup());
          } else if (key.contains("_BatchNorm_")) {
            int at = key.indexOf("_BatchNorm_") + "_BatchNorm".length();
            String name =
                switch (key.substring(at + 1)) {
                  case "moving_mean" -> "mean";
                  case "moving_variance" -> "var";
                  default -> key.substring(at + 1);
                };
            network
                .getLayer(key.substring(0, at))
                .setParam(name, values.reshape(1, values.length()));
          }
        });
  }
}
