package org.imagecaptioning.features.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.imagecaptioning.features.EncoderInput;

/**
 * The designed encoder for simple drawn pictures, 2 kB: one place of 1024 channels, which hold the
 * colours in 8 x 8 cells and the edges of each colour in 4 x 4. Made by {@code
 * models/encoder/tiny.py}.
 */
public final class TinyEncoder {

  private TinyEncoder() {}

  /** An ONNX file, for {@link OnnxEncoders#open}. */
  public static byte[] model() {
    try (InputStream in = TinyEncoder.class.getResourceAsStream("/encoders/tiny.onnx")) {
      if (in == null) {
        throw new IllegalStateException("encoders/tiny.onnx is missing from the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("encoders/tiny.onnx cannot be read", e);
    }
  }

  /** 64 x 64, each value {@code pixel / 255}. */
  public static EncoderInput input() {
    return new EncoderInput(64, 64, List.of(0f, 0f, 0f), List.of(255f, 255f, 255f));
  }
}
