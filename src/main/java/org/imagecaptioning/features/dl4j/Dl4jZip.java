package org.imagecaptioning.features.dl4j;

import java.io.File;
import java.io.IOException;
import java.util.zip.ZipFile;
import org.deeplearning4j.util.ModelSerializer;
import org.imagecaptioning.features.EncoderException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A network as DL4J's ModelSerializer writes it. */
final class Dl4jZip {

  private Dl4jZip() {}

  static Network read(NetworkSettings settings) {
    File file = settings.file().toFile();
    try {
      return isGraph(file)
          ? NetworkFile.of(ModelSerializer.restoreComputationGraph(file, false), settings.layer())
          : NetworkFile.of(ModelSerializer.restoreMultiLayerNetwork(file, false), settings.layer());
    } catch (EncoderException failure) {
      throw failure;
    } catch (IOException | RuntimeException failure) {
      throw new EncoderException(
          "%s is no network that DL4J can read: %s".formatted(file, failure.getMessage()), failure);
    }
  }

  private static boolean isGraph(File file) throws IOException {
    try (ZipFile zip = new ZipFile(file)) {
      var entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
      if (entry == null) {
        throw new IOException("it has no " + ModelSerializer.CONFIGURATION_JSON);
      }
      JsonNode configuration = new JsonMapper().readTree(zip.getInputStream(entry));
      return configuration.has("vertices");
    } catch (JacksonException failure) {
      throw new IOException(
          ModelSerializer.CONFIGURATION_JSON + " is broken: " + failure.getOriginalMessage());
    }
  }
}
