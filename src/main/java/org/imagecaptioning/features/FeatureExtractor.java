package org.imagecaptioning.features;

import org.imagecaptioning.images.Picture;

/** The encoder: a trained convolutional network that turns a picture into features. */
public interface FeatureExtractor extends AutoCloseable {

  /** What the encoder takes: the picture is squashed to it and normalised. */
  EncoderInput input();

  /** L, the places of the grid that {@link #extract} gives. */
  int places();

  /** D, the channels of each place. */
  int depth();

  /**
   * Runs the network on one picture. May be called from several threads at once.
   *
   * @return features of shape (L, D)
   */
  Features extract(Picture picture);

  /**
   * As {@link #extract}, and the same to the bit, for a picture that the service works on alone:
   * several threads may share the work.
   */
  default Features extractAlone(Picture picture) {
    return extract(picture);
  }

  @Override
  void close();
}
