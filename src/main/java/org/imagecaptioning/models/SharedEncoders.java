package org.imagecaptioning.models;

import java.util.HashMap;
import java.util.Map;
import org.imagecaptioning.features.FeatureExtractor;

/** Encoders that are opened once for all models whose encoders are equal, byte by byte. */
final class SharedEncoders {

  private final EncoderLoader loader;
  private final Map<Key, Shared> open = new HashMap<>();

  SharedEncoders(EncoderLoader loader) {
    this.loader = loader;
  }

  private record Key(String sha256, Manifest.Encoder description) {}

  private static final class Shared {
    final FeatureExtractor extractor;
    int users;

    Shared(FeatureExtractor extractor) {
      this.extractor = extractor;
    }
  }

  /** The encoder of a bundle, to be given back by {@link #release}. */
  synchronized FeatureExtractor acquire(Bundle bundle) {
    Shared shared =
        open.computeIfAbsent(
            key(bundle),
            key -> new Shared(loader.load(bundle.encoder(), bundle.manifest().encoder().input())));
    shared.users++;
    return shared.extractor;
  }

  /** Closes the encoder if no other model uses it. */
  synchronized void release(FeatureExtractor extractor) {
    open.values()
        .removeIf(
            shared -> {
              if (shared.extractor != extractor || --shared.users > 0) {
                return false;
              }
              extractor.close();
              return true;
            });
  }

  private static Key key(Bundle bundle) {
    return new Key(Sha256.of(bundle.encoder()), bundle.manifest().encoder());
  }
}
