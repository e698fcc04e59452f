package org.imagecaptioning.models;

import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.models.ModelDescription.Origin;

/**
 * A model that could be loaded.
 *
 * @param source of its bundle
 * @param origin where that is
 * @param sizeBytes of the bundle
 * @param manifest of the bundle
 * @param encoderBytes of its encoder, unpacked; 0 if it brings none
 */
record CatalogEntry(
    BundleSource source, Origin origin, long sizeBytes, Manifest manifest, long encoderBytes) {

  ModelKey key() {
    return ModelKey.of(manifest);
  }

  /** What the captioner's weights take in memory; in double, as a manifest may say anything. */
  long parameterBytes() {
    return (long)
        (Float.BYTES
            * manifest.captioner().shapes().values().stream()
                .mapToDouble(
                    shape ->
                        shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b))
                .sum());
  }

  EncoderKey encoder() {
    Manifest.Encoder encoder = manifest.encoder();
    String network =
        encoder
            .network()
            .map(ConfiguredNetwork::toString)
            .orElseGet(() -> manifest.sha256().getOrDefault(BundleEntries.ENCODER, ""));
    return new EncoderKey(network, encoder.input());
  }

  ModelDescription describe(boolean active) {
    return new ModelDescription(
        manifest.name(),
        manifest.version(),
        active,
        origin,
        manifest.captioner().cell(),
        sizeBytes,
        manifest.created(),
        manifest.scores());
  }
}
