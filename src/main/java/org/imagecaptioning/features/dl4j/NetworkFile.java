package org.imagecaptioning.features.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.imagecaptioning.features.EncoderException;

/** Reads the network that the settings name, whichever of the known kinds its file is. */
final class NetworkFile {

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private NetworkFile() {}

  /**
   * @throws EncoderException if the file is no network, or has no such layer
   */
  static Network read(NetworkSettings settings) {
    byte[] head = head(settings.file());
    if (Arrays.equals(ZIP, Arrays.copyOf(head, ZIP.length))) {
      return Dl4jZip.read(settings);
    }
    if (Arrays.equals(HDF5, head)) {
      return KerasFile.read(settings);
    }
    throw new EncoderException(
        "%s is neither a zip of DL4J's ModelSerializer nor an HDF5 file of Keras"
            .formatted(settings.file()));
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HDF5.length);
    } catch (IOException failure) {
      throw new EncoderException("%s cannot be read: %s".formatted(file, failure), failure);
    }
  }

  static Network of(ComputationGraph graph, String layer) {
    Collection<String> names = graph.getConfiguration().getVertices().keySet();
    if (!names.contains(layer)) {
      throw noLayer(layer, names);
    }
    List<Layer> layers =
        graph.getConfiguration().getVertices().values().stream()
            .filter(LayerVertex.class::isInstance)
            .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
            .toList();
    return new Network(LayerOutput.of(graph, layer), Network.formatOf(layers));
  }

  static Network of(MultiLayerNetwork network, String layer) {
    List<Layer> layers =
        network.getLayerWiseConfigurations().getConfs().stream()
            .map(NeuralNetConfiguration::getLayer)
            .toList();
    List<String> names = layers.stream().map(Layer::getLayerName).toList();
    if (!names.contains(layer)) {
      throw noLayer(layer, names);
    }
    // As a graph, its layers are called by their numbers.
    String vertex = Integer.toString(names.indexOf(layer));
    return new Network(
        LayerOutput.of(network.toComputationGraph(), vertex), Network.formatOf(layers));
  }

  private static EncoderException noLayer(String layer, Collection<String> names) {
    return new EncoderException(
        "The network has no layer '%s'; it has %s".formatted(layer, String.join(", ", names)));
  }
}
