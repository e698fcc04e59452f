package org.imagecaptioning.models;

import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Grid;

/** Makes models of bundles. */
final class ModelLoader {

  private final BundleReader reader;
  private final EncoderLoader encoderLoader;
  private final SharedEncoders encoders = new SharedEncoders();

  ModelLoader(BundleReader reader, EncoderLoader encoderLoader) {
    this.reader = reader;
    this.encoderLoader = encoderLoader;
  }

  /**
   * @return to be freed by {@link #free}
   * @throws BundleException if the bundle is broken
   * @throws ModelMemoryException if this process has no memory for it, whatever its settings say
   */
  LoadedModel load(CatalogEntry entry) {
    try {
      return read(entry);
    } catch (OutOfMemoryError e) {
      throw new ModelMemoryException(
          "The model %s does not fit into the memory of this service's process; %s"
              .formatted(entry.key(), "-Xmx and -XX:MaxDirectMemorySize give it more"),
          false);
    }
  }

  private LoadedModel read(CatalogEntry entry) {
    Bundle bundle = reader.read(entry.source());
    Manifest manifest = bundle.manifest();
    if (!manifest.equals(entry.manifest())) {
      throw new BundleException(BundleEntries.MANIFEST, "it was changed while it was read");
    }
    FeatureExtractor encoder = encoders.acquire(entry.encoder(), () -> open(bundle, encoderLoader));
    try {
      checkGrid(manifest.encoder(), encoder);
      return new LoadedModel(
          manifest.name(),
          manifest.version(),
          new Grid(manifest.encoder().gridHeight(), manifest.encoder().gridWidth()),
          encoder,
          entry.encoder(),
          new Captioner(manifest.captioner(), bundle.parameters()),
          bundle.vocabulary(),
          manifest.decoding().options(),
          manifest.confidence());
    } catch (RuntimeException | Error e) {
      encoders.release(entry.encoder());
      throw e;
    }
  }

  /** Frees what {@link #load} gave for this entry; the captioner goes when nothing holds it. */
  void free(CatalogEntry entry) {
    encoders.release(entry.encoder());
  }

  /**
   * @throws BundleException if it is no encoder, or does not run
   */
  static FeatureExtractor open(Bundle bundle, EncoderLoader loader) {
    Manifest.Encoder encoder = bundle.manifest().encoder();
    try {
      return encoder.network().isPresent()
          ? loader.load(encoder.network().get(), encoder.input())
          : loader.load(bundle.encoder(), encoder.input());
    } catch (CaptioningException e) {
      throw new BundleException(BundleEntries.of(encoder), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * @throws BundleException if it gives another grid than the manifest says
   */
  static void checkGrid(Manifest.Encoder expected, FeatureExtractor encoder) {
    if (encoder.places() != expected.places() || encoder.depth() != expected.depth()) {
      throw new BundleException(
          BundleEntries.of(expected),
          "it gives %d places of %d numbers, the manifest says %d of %d"
              .formatted(encoder.places(), encoder.depth(), expected.places(), expected.depth()));
    }
  }
}
