package org.imagecaptioning.models;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.layers.Tensor;

/**
 * A trained model as it is kept: all that a service needs to caption with it.
 *
 * @param manifest what it says of itself
 * @param encoder the convolutional network, as ONNX, empty if it is a configured one; not copied
 * @param parameters of the captioner, with the shapes that its configuration gives
 * @param vocabulary the captioner's words
 */
@SuppressWarnings("ArrayRecordComponent")
public record Bundle(
    Manifest manifest, byte[] encoder, Map<String, Tensor> parameters, Vocabulary vocabulary) {

  /**
   * @throws BundleException if one part does not fit another
   */
  public Bundle {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    boolean brings = manifest.encoder().network().isEmpty();
    if (brings != encoder.length > 0) {
      throw new BundleException(
          BundleEntries.ENCODER,
          brings ? "it is empty" : "the manifest names a configured network instead of it");
    }
    if (vocabulary.size() != manifest.captioner().vocabulary()) {
      throw new BundleException(
          BundleEntries.VOCABULARY,
          "it has %d words, the captioner %d"
              .formatted(vocabulary.size(), manifest.captioner().vocabulary()));
    }
    Map<String, List<Integer>> shapes = manifest.captioner().shapes();
    if (!parameters.keySet().equals(shapes.keySet())) {
      throw new BundleException(
          BundleEntries.PARAMETERS,
          "the captioner has the parameters %s, not %s"
              .formatted(shapes.keySet(), parameters.keySet()));
    }
    parameters.forEach(
        (name, tensor) -> {
          if (!tensor.shape().equals(shapes.get(name))) {
            throw new BundleException(
                BundleEntries.PARAMETERS,
                "the parameter %s has the shape %s, not %s"
                    .formatted(name, shapes.get(name), tensor.shape()));
          }
        });
  }

  /** The same model with another manifest. */
  Bundle with(Manifest other) {
    return new Bundle(other, encoder, parameters, vocabulary);
  }
}
