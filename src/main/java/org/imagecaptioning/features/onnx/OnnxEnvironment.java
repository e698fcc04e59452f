package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.nio.file.Path;
import org.imagecaptioning.features.EncoderException;

/** ONNX Runtime's one environment of this process, made at the first call. */
final class OnnxEnvironment {

  /** The runtime's own setting: a directory with its libraries. */
  static final String NATIVE_PATH = "onnxruntime.native.path";

  private OnnxEnvironment() {}

  /**
   * @param natives where the native libraries are unpacked to, unless the operator has set {@value
   *     #NATIVE_PATH}; the first call of a process decides
   * @throws EncoderException if the runtime cannot be loaded
   */
  static synchronized OrtEnvironment get(Path natives) {
    if (System.getProperty(NATIVE_PATH) == null) {
      System.setProperty(NATIVE_PATH, OnnxNatives.unpack(natives).toString());
    }
    try {
      // Fatal: whatever is less comes back as an exception, and need not go to standard error too.
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "captioning");
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException | LinkageError | IllegalStateException e) {
      throw new EncoderException(
          "ONNX Runtime cannot be loaded from %s: %s"
              .formatted(System.getProperty(NATIVE_PATH), e.getMessage()),
          e);
    }
  }
}
