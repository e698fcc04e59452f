package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Optional;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens encoders that are ONNX files. ONNX Runtime itself is loaded when the first is opened. */
public final class OnnxEncoders {

  private static final Logger log = LoggerFactory.getLogger(OnnxEncoders.class);

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
      return open(environment, model, input);
    } catch (OrtException e) {
      throw new EncoderException("The encoder cannot be opened: " + e.getMessage(), e);
    }
  }

  private FeatureExtractor open(OrtEnvironment environment, byte[] model, EncoderInput input)
      throws OrtException {
    OrtSession session = session(environment, model, 1);
    try {
      Signature signature = Signature.of(session, input);
      Runs runs = new Runs(environment, session, signature, input);
      SeveralThreads several = new SeveralThreads(() -> several(environment, model, runs));
      return new OnnxFeatureExtractor(runs, several, input);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** A session for several threads, if they give what one gives. */
  private Optional<OrtSession> several(OrtEnvironment environment, byte[] model, Runs runs)
      throws OrtException {
    if (settings.threads() == 1) {
      return Optional.empty();
    }
    OrtSession several = session(environment, model, settings.threads());
    if (runs.agree(several)) {
      return Optional.of(several);
    }
    log.info("The encoder works with one thread a picture: with several it gives other numbers");
    several.close();
    return Optional.empty();
  }

  private static OrtSession session(OrtEnvironment environment, byte[] model, int threads)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Between two pictures nobody waits: spinning would take the processor from other requests.
      options.addConfigEntry("session.force_spinning_stop", "1");
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(model, options);
    }
  }
}
