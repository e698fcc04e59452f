package org.imagecaptioning.models;

import java.util.List;

/** The entries of a bundle, in the order they are written. */
final class BundleEntries {

  static final String MANIFEST = "manifest.json";
  static final String ENCODER = "encoder.onnx";
  static final String PARAMETERS = "captioner.safetensors";
  static final String VOCABULARY = "vocabulary.txt";

  static final List<String> ALL = List.of(MANIFEST, ENCODER, PARAMETERS, VOCABULARY);

  /** Those that the manifest holds hashes of. */
  static final List<String> HASHED = List.of(ENCODER, PARAMETERS, VOCABULARY);

  private BundleEntries() {}
}
