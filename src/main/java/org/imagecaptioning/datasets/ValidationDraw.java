package org.imagecaptioning.datasets;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Moves a tenth of the images from train to val when a dataset comes without val. Which ones
 * depends on the seed and the images' names alone: each name has its own draw, so neither the order
 * of lines nor a few more images turn everything over.
 */
final class ValidationDraw {

  private static final int ONE_IN = 10;

  private ValidationDraw() {}

  static List<CaptionedImage> draw(List<CaptionedImage> images, long seed) {
    List<String> train =
        images.stream()
            .filter(image -> image.split() == Split.TRAIN)
            .map(CaptionedImage::id)
            .sorted(Comparator.comparingLong((String id) -> rank(id, seed)).thenComparing(id -> id))
            .toList();
    boolean hasVal = images.stream().anyMatch(image -> image.split() == Split.VAL);
    if (hasVal || train.size() < 2) {
      return images;
    }
    Set<String> drawn =
        train.stream().limit(Math.max(1, train.size() / ONE_IN)).collect(Collectors.toSet());
    return images.stream()
        .map(image -> drawn.contains(image.id()) ? image.in(Split.VAL) : image)
        .toList();
  }

  private static long rank(String id, long seed) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + id.hashCode()).nextLong();
  }
}
