package org.imagecaptioning.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;

/**
 * What the short-lived process of {@link TrialProcess} runs: it reads a bundle, opens its encoder,
 * which runs it once, and writes down what was wrong. It ends with whoever started it.
 */
final class TrialMain {

  private TrialMain() {}

  /**
   * @param args the bundle, the directory of native libraries, and the file for the {@link Verdict}
   */
  public static void main(String[] args) throws IOException {
    endWithParent();
    Verdict verdict = verdict(Path.of(args[0]), Path.of(args[1]));
    Files.write(Path.of(args[2]), verdict.toBytes());
    // What is left of the native libraries need not end in order, nor can it hinder the end.
    Runtime.getRuntime().halt(0);
  }

  private static Verdict verdict(Path bundle, Path natives) {
    try {
      check(new BundleReader().read(new BundleSource.InFile(TrialProcess.NAME, bundle)), natives);
      return Verdict.SOUND;
    } catch (BundleException e) {
      return new Verdict(e.entry(), e.fault());
    } catch (OutOfMemoryError e) {
      return new Verdict(TrialProcess.NAME, "it takes more memory than such a file should");
    }
  }

  /** A configured network is not the bundle's, and the operator vouches for it. */
  private static void check(Bundle bundle, Path natives) {
    if (bundle.manifest().encoder().network().isPresent()) {
      return;
    }
    OnnxEncoders encoders = new OnnxEncoders(natives, new EncoderSettings(1));
    try (FeatureExtractor encoder = ModelLoader.open(bundle, encoders::open)) {
      ModelLoader.checkGrid(bundle.manifest().encoder(), encoder);
    }
  }

  /** Standard input ends when the parent does, or closes it. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try (InputStream in = System.in) {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // An input that cannot be read has ended too.
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
