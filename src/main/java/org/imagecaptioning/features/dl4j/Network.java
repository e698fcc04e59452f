package org.imagecaptioning.features.dl4j;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of DL4J that ends with the layer whose activations are wanted. For one thread at a
 * time.
 *
 * @param format whether the channels of what it takes and gives come before the places or after
 */
record Network(ComputationGraph graph, CNN2DFormat format) {

  /** Another one for another thread, over the same parameters. */
  Network sharingParameters() {
    ComputationGraph other = new ComputationGraph(graph.getConfiguration().clone());
    other.init(graph.params(), false);
    return new Network(other, format);
  }

  /**
   * @param image shape (1, 3, H, W) or (1, H, W, 3), as {@link #format} says, in this order
   * @return activations of the layer
   */
  Activations run(float[] image, long... shape) {
    try (INDArray input = Nd4j.create(image, shape, 'c');
        INDArray output = graph.outputSingle(input)) {
      return new Activations(output.shape().clone(), output.dup('c').data().asFloat());
    }
  }

  /** The format of the first layer that has one; DL4J's own where none has. */
  static CNN2DFormat formatOf(List<Layer> layers) {
    return layers.stream().flatMap(Network::formatOf).findFirst().orElse(CNN2DFormat.NCHW);
  }

  /** Not {@code ConvolutionUtils.layerHasConvolutionLayout}, which denies it of convolutions. */
  private static Stream<CNN2DFormat> formatOf(Layer layer) {
    if (layer instanceof ConvolutionLayer convolution) {
      return Stream.of(convolution.getCnn2dDataFormat());
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return Stream.of(pooling.getCnn2dDataFormat());
    }
    return layer instanceof ZeroPaddingLayer padding
        ? Stream.of(padding.getDataFormat())
        : Stream.empty();
  }
}
