package org.imagecaptioning.captions;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.models.EncoderKey;
import org.imagecaptioning.web.Upload;
import org.springframework.stereotype.Component;

/** Captions and features of images that came before, or are being worked on. */
@Component
class CaptionCaches {

  /** Of a key with its hash, and of an entry, about. */
  private static final int ENTRY_BYTES = 500;

  private static final int CAPTION_BYTES = 100;
  private static final int WORD_BYTES = 50;

  private final boolean enabled;
  private final CaptionMetrics metrics;
  private final ResultCache<FeaturesKey, SeenImage> features;
  private final ResultCache<CaptionsKey, CaptionedImage> captions;

  /** All that the features of an image depend on. */
  private record FeaturesKey(String sha256, EncoderKey encoder) {}

  /** All that the captions of an image depend on. */
  private record CaptionsKey(
      String sha256, String model, String version, DecodingOptions options) {}

  CaptionCaches(CacheSettings settings, CaptionMetrics metrics, MeterRegistry registry) {
    this.metrics = metrics;
    this.enabled = settings.enabled();
    this.features =
        new ResultCache<>(
            settings.features(),
            (key, image) -> ENTRY_BYTES + image.features().values().length * Float.BYTES);
    this.captions = new ResultCache<>(settings.captions(), (key, image) -> bytes(image));
    gauge(registry, "features", features);
    gauge(registry, "captions", captions);
  }

  /**
   * Whether captions may be had of some image, which one is not known yet.
   *
   * @param caching what of its call may come from the caches
   */
  boolean mayHaveCaptions(Caching caching) {
    return uses(caching, Caching.ALL);
  }

  boolean hasCaptions(CaptionCall call, Upload image) {
    return uses(call, Caching.ALL) && captions.has(captionsKey(call, image));
  }

  /** Whether somebody is making them. */
  boolean awaitsCaptions(CaptionCall call, Upload image) {
    return uses(call, Caching.ALL) && captions.awaits(captionsKey(call, image));
  }

  boolean hasFeatures(CaptionCall call, Upload image) {
    return uses(call, Caching.FEATURES) && features.has(featuresKey(call, image));
  }

  /**
   * @param shared whether others may wait for this call, and it for others
   */
  Claim<CaptionedImage> captions(CaptionCall call, Upload image, boolean shared) {
    if (!uses(call, Caching.ALL)) {
      return Claim.none();
    }
    CaptionsKey key = captionsKey(call, image);
    Consumer<Boolean> told = hit -> metrics.cache(call.model(), "captions", hit);
    return shared ? captions.claim(key, told) : captions.look(key, told);
  }

  Claim<SeenImage> features(CaptionCall call, Upload image) {
    return uses(call, Caching.FEATURES)
        ? features.claim(
            featuresKey(call, image), hit -> metrics.cache(call.model(), "features", hit))
        : Claim.none();
  }

  private boolean uses(CaptionCall call, Caching least) {
    return uses(call.caching(), least);
  }

  private boolean uses(Caching caching, Caching least) {
    return enabled && caching.compareTo(least) >= 0;
  }

  private static CaptionsKey captionsKey(CaptionCall call, Upload image) {
    return new CaptionsKey(
        image.sha256(), call.model().name(), call.model().version(), call.options());
  }

  private static FeaturesKey featuresKey(CaptionCall call, Upload image) {
    return new FeaturesKey(image.sha256(), call.model().encoderKey());
  }

  private static int bytes(CaptionedImage image) {
    return image.captions().stream()
        .mapToInt(caption -> CAPTION_BYTES + bytes(caption.words()))
        .reduce(ENTRY_BYTES, Integer::sum);
  }

  private static int bytes(List<Caption.Word> words) {
    return words.stream()
        .mapToInt(word -> WORD_BYTES + Float.BYTES * word.attention().length)
        .sum();
  }

  private static void gauge(MeterRegistry registry, String name, ResultCache<?, ?> cache) {
    Gauge.builder("captioning.cache.size", cache, ResultCache::bytes)
        .description("What the cache holds, about")
        .baseUnit("bytes")
        .tag("cache", name)
        .register(registry);
  }
}
