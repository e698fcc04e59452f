package org.imagecaptioning.features.dl4j;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.PixelTable;
import org.imagecaptioning.images.Picture;

/** Pixels to what a network takes, in its order of channels and its format. */
final class PictureTensor {

  private final EncoderInput input;
  private final ChannelOrder order;
  private final boolean channelsLast;
  private final PixelTable table;

  PictureTensor(EncoderInput input, ChannelOrder order, CNN2DFormat format) {
    this.input = input;
    this.order = order;
    this.channelsLast = format == CNN2DFormat.NHWC;
    this.table = new PixelTable(input);
  }

  /** (1, 3, H, W) or (1, H, W, 3). */
  long[] shape() {
    return channelsLast
        ? new long[] {1, input.height(), input.width(), PixelTable.CHANNELS}
        : new long[] {1, PixelTable.CHANNELS, input.height(), input.width()};
  }

  /**
   * @param picture of the network's width and height
   * @return {@link #shape}
   */
  float[] of(Picture picture) {
    byte[] rgb = picture.rgb();
    int pixels = input.width() * input.height();
    float[] tensor = new float[PixelTable.CHANNELS * pixels];
    for (int colour = 0; colour < PixelTable.CHANNELS; colour++) {
      float[] values = table.of(colour);
      int place = order.place(colour);
      int at = channelsLast ? place : place * pixels;
      int step = channelsLast ? PixelTable.CHANNELS : 1;
      for (int p = 0, i = colour; p < pixels; p++, i += PixelTable.CHANNELS, at += step) {
        tensor[at] = values[rgb[i] & 0xff];
      }
    }
    return tensor;
  }
}
