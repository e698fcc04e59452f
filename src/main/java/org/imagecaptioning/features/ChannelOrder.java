package org.imagecaptioning.features;

/** In which order a network takes the three colours. */
public enum ChannelOrder {
  RGB,
  /** As networks that were first trained with Caffe do: VGG, and Keras's ResNet50. */
  BGR;

  /** The place of red (0), green (1) or blue (2). */
  public int place(int colour) {
    return this == RGB ? colour : 2 - colour;
  }
}
