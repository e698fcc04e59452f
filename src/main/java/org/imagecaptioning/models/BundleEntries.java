package org.imagecaptioning.models;

import java.util.List;

/** The entries of a bundle, in the order they are written. */
final class BundleEntries {

  static final String MANIFEST = "manifest.json";
  static final String ENCODER = "encoder.onnx";
  static final String PARAMETERS = "captioner.safetensors";
  static final String VOCABULARY = "vocabulary.txt";

  static final List<String> ALL = List.of(MANIFEST, ENCODER, PARAMETERS, VOCABULARY);

  /** Those that every bundle has. */
  static final List<String> REQUIRED = List.of(MANIFEST, PARAMETERS, VOCABULARY);

  private BundleEntries() {}

  /** Those that the manifest holds hashes of: all others that the bundle has. */
  static List<String> hashed(Manifest.Encoder encoder) {
    return encoder.network().isPresent()
        ? List.of(PARAMETERS, VOCABULARY)
        : List.of(ENCODER, PARAMETERS, VOCABULARY);
  }

  /** The entry that is at fault where the encoder is. */
  static String of(Manifest.Encoder encoder) {
    return encoder.network().isPresent() ? MANIFEST : ENCODER;
  }
}
