package org.imagecaptioning.layers;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the captions of a minibatch look at: L places of each of P pictures, side by side.
 *
 * @param places shape (PL, C), the first picture's first
 * @param keys of the places, shape (PL, A)
 * @param captionsOf for each picture its captions, as rising numbers in {@link
 *     PackedSequences#order}
 */
public record PackedPlaces(FloatMatrix places, FloatMatrix keys, List<int[]> captionsOf) {

  public PackedPlaces {
    captionsOf = List.copyOf(captionsOf);
    if (places.rows() != keys.rows()
        || captionsOf.isEmpty()
        || places.rows() % captionsOf.size() != 0) {
      throw new IllegalArgumentException(
          "%s and %s are not as many places of each of %d pictures"
              .formatted(places, keys, captionsOf.size()));
    }
  }

  /**
   * @param pictures P; there may be some that no caption is of
   * @param pictureOf for each caption in the order of {@link PackedSequences#order} its picture
   */
  public static PackedPlaces of(
      FloatMatrix places, FloatMatrix keys, int pictures, int[] pictureOf) {
    return new PackedPlaces(
        places,
        keys,
        IntStream.range(0, pictures)
            .mapToObj(
                p -> IntStream.range(0, pictureOf.length).filter(n -> pictureOf[n] == p).toArray())
            .toList());
  }

  /** P. */
  int pictures() {
    return captionsOf.size();
  }

  /** L. */
  int count() {
    return places.rows() / captionsOf.size();
  }

  /** A picture's rows of places, of keys or of their gradients. */
  FloatMatrix of(int picture, FloatMatrix rows) {
    return rows.rows(picture * count(), (picture + 1) * count());
  }

  /** How many captions of a picture are among the first {@code active} of all. */
  int active(int picture, int active) {
    int[] captions = captionsOf.get(picture);
    int going = 0;
    while (going < captions.length && captions[going] < active) {
      going++;
    }
    return going;
  }
}
