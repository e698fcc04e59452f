package org.imagecaptioning.captioner;

import java.util.Map;
import java.util.TreeMap;
import org.imagecaptioning.captioner.reference.CaptioningRnn;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The readable network, in double, that the fast ones have to agree with. */
final class ReadableNetwork {

  private ReadableNetwork() {}

  static CaptioningRnn of(CaptionerConfig config, Parameters parameters) {
    Map<String, INDArray> arrays = new TreeMap<>();
    parameters
        .tensors()
        .forEach(
            (name, tensor) ->
                arrays.put(
                    name,
                    Nd4j.createFromArray(tensor.values())
                        .castTo(DataType.DOUBLE)
                        .reshape(tensor.shape().stream().mapToLong(Integer::longValue).toArray())));
    return new CaptioningRnn(config.cell(), config.initialState(), arrays);
  }
}
