package org.imagecaptioning.features.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.FeatureExtractor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks, and what opens them. */
final class Networks {

  static final Path FUNCTIONAL = Path.of("src/test/resources/keras/functional.h5");
  static final Path SEQUENTIAL = Path.of("src/test/resources/keras/sequential.h5");

  private Networks() {}

  static NetworkSettings functional(String layer) {
    return new NetworkSettings(
        FUNCTIONAL, layer, 32, 32, List.of(127.5f), List.of(127.5f), ChannelOrder.RGB, 2);
  }

  static NetworkSettings sequential(String layer) {
    return new NetworkSettings(
        SEQUENTIAL,
        layer,
        24,
        16,
        List.of(123.68f, 116.779f, 103.939f),
        List.of(1f),
        ChannelOrder.BGR,
        1);
  }

  /** A network of DL4J's own kind, channels first, for pictures of 8 x 6, whose pixels it takes. */
  static MultiLayerNetwork small() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .list()
            .layer(
                new ConvolutionLayer.Builder(3, 3)
                    .name("grid")
                    .nOut(2)
                    .activation(Activation.RELU)
                    .build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(5)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(6, 8, 3))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  static NetworkSettings small(Path file, String layer) {
    return new NetworkSettings(file, layer, 8, 6, List.of(0f), List.of(255f), ChannelOrder.RGB, 2);
  }

  static Path write(org.deeplearning4j.nn.api.Model network, Path file) {
    try {
      ModelSerializer.writeModel(network, file.toFile(), false);
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static FeatureExtractor open(NetworkSettings settings) {
    return new ConfiguredEncoders(new NetworksSettings(Map.of("mine", settings))).open("mine");
  }
}
