package org.imagecaptioning.features.dl4j;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.images.Resampler;

/** An encoder on DL4J: a layer of a network of the operator's. */
public final class Dl4jFeatureExtractor implements FeatureExtractor {

  private final EncoderInput input;
  private final CNN2DFormat format;
  private final PictureTensor tensor;
  private final NetworkThreads threads;
  private final int gridHeight;
  private final int places;
  private final int depth;

  /** Runs the network once, on zeros, to learn what it gives. */
  Dl4jFeatureExtractor(String name, NetworkSettings settings, Network network) {
    this.input = settings.input();
    this.format = network.format();
    this.tensor = new PictureTensor(input, settings.channelOrder(), format);
    this.threads = new NetworkThreads(network, settings.threads(), name);
    try {
      Activations given = firstRun();
      Features features = given.features(format);
      this.gridHeight = given.gridHeight(format);
      this.places = features.places();
      this.depth = features.depth();
    } catch (RuntimeException failure) {
      threads.close();
      throw failure;
    }
  }

  private Activations firstRun() {
    try {
      return threads.run(new float[3 * input.width() * input.height()], tensor.shape());
    } catch (EncoderException failure) {
      throw new EncoderException(
          "the network does not take pictures of %d x %d in 3 colours (%s)"
              .formatted(input.width(), input.height(), failure.getMessage()),
          failure);
    }
  }

  @Override
  public EncoderInput input() {
    return input;
  }

  @Override
  public int places() {
    return places;
  }

  @Override
  public int depth() {
    return depth;
  }

  /** Rows of the grid. */
  public int gridHeight() {
    return gridHeight;
  }

  /**
   * @throws EncoderException if the network fails on this picture
   * @throws IllegalStateException if the encoder is closed
   */
  @Override
  public Features extract(Picture picture) {
    Picture squashed = Resampler.resize(picture, input.width(), input.height());
    return threads.run(tensor.of(squashed), tensor.shape()).features(format);
  }

  @Override
  public void close() {
    threads.close();
  }
}
