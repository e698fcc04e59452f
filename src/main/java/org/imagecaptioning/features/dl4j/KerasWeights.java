package org.imagecaptioning.features.dl4j;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.imagecaptioning.features.EncoderException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The weights in a file of Keras: a group for each layer, a dataset for each weight of it. */
final class KerasWeights {

  private final Group root;

  KerasWeights(HdfFile file) {
    Node weights = file.getChild("model_weights");
    this.root = weights instanceof Group group ? group : file;
  }

  /**
   * Gives the layers of a network their weights.
   *
   * @throws EncoderException if the file lacks some
   */
  void give(KerasModel model) throws InvalidKerasConfigurationException {
    for (KerasLayer layer : model.getLayers().values()) {
      if (layer.getNumParams() > 0) {
        Map<String, INDArray> weights = of(layer.getLayerName());
        if (weights.size() != layer.getNumParams()) {
          throw new EncoderException(
              "The layer %s has %d weights; the file has %s of it"
                  .formatted(layer.getLayerName(), layer.getNumParams(), weights.keySet()));
        }
        layer.setWeights(weights);
      }
    }
  }

  private Map<String, INDArray> of(String layer) {
    Map<String, INDArray> weights = new HashMap<>();
    if (root.getChild(layer) instanceof Group group) {
      for (String path : names(group)) {
        weights.put(shortName(path), array(group.getDatasetByPath(path)));
      }
    }
    return weights;
  }

  private static List<String> names(Group layer) {
    Attribute names = layer.getAttribute("weight_names");
    return names != null && names.getData() instanceof String[] list
        ? Arrays.asList(list)
        : List.of();
  }

  /** {@code conv1/kernel:0} is {@code kernel}. */
  private static String shortName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static INDArray array(Dataset dataset) {
    if (!(dataset.getDataFlat() instanceof float[] values)) {
      throw new EncoderException(
          "The weights %s are float32, not %s"
              .formatted(dataset.getPath(), dataset.getJavaType().getSimpleName()));
    }
    long[] shape = Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
    return Nd4j.create(values, shape, 'c');
  }
}
