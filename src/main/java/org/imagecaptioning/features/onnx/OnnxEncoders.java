package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;

/** Opens encoders that are ONNX files. ONNX Runtime itself is loaded when the first is opened. */
public final class OnnxEncoders {

  private final Path natives;
  private final EncoderSettings settings;

  /**
   * @param natives the directory that native libraries are unpacked to; made if need be
   */
  public OnnxEncoders(Path natives, EncoderSettings settings) {
    this.natives = natives;
    this.settings = settings;
  }

  /**
   * Opens an encoder and runs it once, on zeros.
   *
   * @param model an ONNX file with one float32 input N x 3 x H x W and one float32 output N x L x D
   *     or N x D, where N is open or 1
   * @param input H, W and the normalisation
   * @return an encoder that holds native memory until it is closed
   * @throws EncoderException if it is not such a file or does not run
   */
  public FeatureExtractor open(byte[] model, EncoderInput input) {
    OnnxFile.checkSelfContained(model);
    OrtEnvironment environment = OnnxEnvironment.get(natives);
    try {
      return open(environment, session(environment, model), input);
    } catch (OrtException e) {
      throw new EncoderException("The encoder cannot be opened: " + e.getMessage(), e);
    }
  }

  private OrtSession session(OrtEnvironment environment, byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      // Threads that spin while they wait take the processor from the other requests.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(model, options);
    }
  }

  private static FeatureExtractor open(
      OrtEnvironment environment, OrtSession session, EncoderInput input) throws OrtException {
    try {
      return new OnnxFeatureExtractor(environment, session, Signature.of(session, input), input);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
