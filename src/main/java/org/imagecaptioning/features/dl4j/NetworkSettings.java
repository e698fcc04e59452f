package org.imagecaptioning.features.dl4j;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.EncoderInput;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One network of the operator's, {@code captioning.encoders.NAME.*}.
 *
 * @param file a zip that DL4J's ModelSerializer wrote, or an HDF5 file that Keras 2 saved
 * @param layer whose activations are the features
 * @param width of what the network takes, in pixels
 * @param height of what the network takes, in pixels
 * @param mean of red, green and blue, whatever the channel order; one number stands for all three
 * @param std of red, green and blue, whatever the channel order; one number stands for all three
 * @param channelOrder in which the network takes the colours
 * @param threads how many pictures go through the network at once; 0, the default, stands for as
 *     many as there are processors, but at most 4
 */
public record NetworkSettings(
    @DefaultValue("") Path file,
    @DefaultValue("") String layer,
    int width,
    int height,
    @DefaultValue("0") List<Float> mean,
    @DefaultValue("1") List<Float> std,
    @DefaultValue("rgb") ChannelOrder channelOrder,
    @DefaultValue("0") int threads) {

  private static final int MOST_BY_DEFAULT = 4;
  private static final int MOST = 64;

  public NetworkSettings {
    mean = three("mean", mean);
    std = three("std", std);
    required("file", Objects.toString(file, ""));
    required("layer", layer);
    if (threads < 0 || threads > MOST) {
      throw new IllegalArgumentException(
          "threads must be between 1 and %d, or 0 to follow the processors, not %d"
              .formatted(MOST, threads));
    }
    if (threads == 0) {
      threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_BY_DEFAULT);
    }
    new EncoderInput(width, height, mean, std); // checks them
  }

  /** What becomes of a picture before the network sees it. */
  public EncoderInput input() {
    return new EncoderInput(width, height, mean, std);
  }

  private static void required(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "An encoder of captioning.encoders has a file, a layer, a width and a height; this one has no "
              + name);
    }
  }

  private static List<Float> three(String name, List<Float> given) {
    return switch (given.size()) {
      case 1 -> List.of(given.get(0), given.get(0), given.get(0));
      case 3 -> List.copyOf(given);
      default ->
          throw new IllegalArgumentException(
              "%s has one number, or three for red, green and blue, not %s".formatted(name, given));
    };
  }
}
