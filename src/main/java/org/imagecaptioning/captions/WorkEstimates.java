package org.imagecaptioning.captions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.images.ImageGlance;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.web.Upload;
import org.springframework.stereotype.Component;

/**
 * What work on an image is expected to take, in nanoseconds, as learned from those before it: to
 * decode by format and pixels, to see by encoder, to speak by model and captions in the making.
 */
@Component
class WorkEstimates {

  private static final int MOST_AVERAGES = 1000;

  // Until something was learned, in nanoseconds.
  private static final double PIXEL = 5;
  private static final double FEATURES = 10e6;
  private static final double BEAM = 1.5e6;

  private final ImageLimits limits;
  private final Cache<Object, MovingAverage> averages =
      Caffeine.newBuilder().maximumSize(MOST_AVERAGES).build();

  /** The unit that a stage's time is learned for, and how many of them an image has. */
  private record Effort(Object unit, double guess, double count) {}

  private record Speaker(String model, String version) {}

  WorkEstimates(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * @param seen whether its features are known
   */
  long of(CaptionCall call, Upload image, boolean seen) {
    double speaking = nanos(effort(Stage.CAPTION, call, image));
    return (long)
        (seen
            ? speaking
            : nanos(effort(Stage.DECODE, call, image))
                + nanos(effort(Stage.FEATURES, call, image))
                + speaking);
  }

  /** Has the next estimates know what a stage took. */
  void learn(Stage stage, CaptionCall call, Upload image, long nanos) {
    Effort effort = effort(stage, call, image);
    if (effort.count() > 0) {
      average(effort).add(nanos / effort.count());
    }
  }

  private double nanos(Effort effort) {
    return effort.count() * average(effort).value();
  }

  private MovingAverage average(Effort effort) {
    return averages.get(effort.unit(), unit -> new MovingAverage(effort.guess()));
  }

  private Effort effort(Stage stage, CaptionCall call, Upload image) {
    return switch (stage) {
      case DECODE -> {
        ImageGlance glance = ImageGlance.at(image.head(), image.size());
        yield new Effort(glance.format(), PIXEL, isRefused(image, glance) ? 0 : glance.pixels());
      }
      case FEATURES -> new Effort(call.model().encoderKey(), FEATURES, 1);
      case CAPTION ->
          new Effort(
              new Speaker(call.model().name(), call.model().version()),
              BEAM,
              width(call.options()));
    };
  }

  /** One that is too large is refused in no time. */
  private boolean isRefused(Upload image, ImageGlance glance) {
    return image.size() > limits.maxBytes().toBytes() || glance.pixels() > limits.maxPixels();
  }

  private static int width(DecodingOptions options) {
    return switch (options.strategy()) {
      case BEAM -> options.beamSize();
      case GREEDY -> 1;
      case SAMPLE -> options.candidates();
    };
  }
}
