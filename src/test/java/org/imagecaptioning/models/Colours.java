package org.imagecaptioning.models;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;

/** Opens encoders that tell the mean colour of a picture, and knows which it opened. */
final class Colours implements EncoderLoader {

  final List<Encoder> opened = new CopyOnWriteArrayList<>();

  @Override
  public FeatureExtractor load(byte[] onnx, EncoderInput input) {
    String name = new String(onnx, StandardCharsets.UTF_8);
    if (name.startsWith("broken")) {
      throw new EncoderException("This is no network: " + name);
    }
    Encoder encoder = new Encoder(name, input, name.startsWith("one place") ? 1 : 2);
    opened.add(encoder);
    return encoder;
  }

  /** The names of those that are not closed, in the order they were opened. */
  List<String> open() {
    return opened.stream().filter(encoder -> !encoder.closed).map(Encoder::name).toList();
  }

  /** Two places, both the mean colour. Must not be used once it is closed, nor closed twice. */
  static final class Encoder implements FeatureExtractor {

    private final String name;
    private final EncoderInput input;
    private final int places;
    private volatile boolean closed;

    Encoder(String name, EncoderInput input, int places) {
      this.name = name;
      this.input = input;
      this.places = places;
    }

    String name() {
      return name;
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
      return 3;
    }

    @Override
    public Features extract(Picture picture) {
      checkOpen();
      if (name.startsWith("fails")) {
        throw new EncoderException(name);
      }
      float[] values = new float[places * 3];
      for (int i = 0; i < picture.rgb().length; i++) {
        float share = (picture.rgb()[i] & 0xff) * 3f / picture.rgb().length;
        for (int place = 0; place < places; place++) {
          values[place * 3 + i % 3] += share;
        }
      }
      checkOpen();
      return new Features(places, 3, values);
    }

    @Override
    public void close() {
      checkOpen();
      closed = true;
    }

    private void checkOpen() {
      if (closed) {
        throw new IllegalStateException(name + " is closed");
      }
    }
  }
}
