package org.imagecaptioning.features.dl4j;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.imagecaptioning.features.EncoderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A network as Keras 1 and 2 save it in HDF5. DL4J makes a network of its description; the file and
 * the weights in it are read here, in Java: DL4J's own reader wants the C library of HDF5.
 */
final class KerasFile {

  private KerasFile() {}

  static Network read(NetworkSettings settings) {
    Path path = settings.file();
    try (HdfFile file = new HdfFile(path)) {
      ObjectNode description = description(file);
      KerasModelBuilder builder =
          new KerasModel()
              .modelBuilder()
              .modelJson(description.toString())
              .enforceTrainingConfig(false)
              .inputShape(new int[] {settings.height(), settings.width(), 3});
      KerasWeights weights = new KerasWeights(file);
      if (description.path("class_name").asString("").equals("Sequential")) {
        KerasSequentialModel model = builder.buildSequential();
        weights.give(model);
        return NetworkFile.of(model.getMultiLayerNetwork(true), settings.layer());
      }
      KerasModel model = builder.buildModel();
      weights.give(model);
      return NetworkFile.of(model.getComputationGraph(true), settings.layer());
    } catch (EncoderException failure) {
      throw failure;
    } catch (UnsupportedKerasConfigurationException
        | InvalidKerasConfigurationException
        | IOException
        | RuntimeException failure) {
      throw new EncoderException(
          "%s is no Keras network that DL4J can read: %s".formatted(path, failure.getMessage()),
          failure);
    }
  }

  /** What the file says of its network, with the versions where DL4J looks for them. */
  private static ObjectNode description(HdfFile file) {
    String json = text(file, "model_config");
    if (json == null) {
      throw new EncoderException(
          "The file holds weights but no network (attribute model_config): save all of it, with"
              + " model.save(\"name.h5\")");
    }
    String version = text(file, "keras_version");
    if (version != null && version.compareTo("3") >= 0) {
      throw new EncoderException(
          "The file is of Keras %s; DL4J reads those of Keras 1 and 2 (tf-keras)"
              .formatted(version));
    }
    try {
      ObjectNode description = (ObjectNode) new JsonMapper().readTree(json);
      description.put("keras_version", version == null ? "2" : version);
      String backend = text(file, "backend");
      description.put("backend", backend == null ? "tensorflow" : backend);
      return description;
    } catch (JacksonException | ClassCastException failure) {
      throw new EncoderException("The attribute model_config is no JSON object", failure);
    }
  }

  private static @Nullable String text(HdfFile file, String name) throws HdfException {
    Attribute attribute = file.getAttribute(name);
    return attribute == null ? null : String.valueOf(attribute.getData());
  }
}
