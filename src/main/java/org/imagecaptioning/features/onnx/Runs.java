package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.PixelTable;
import org.imagecaptioning.images.Picture;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a network, one picture each, so its features do not depend on what else is being served.
 * Several threads may run at once, each in a {@link Workspace}.
 */
final class Runs implements AutoCloseable {

  private static final int COMPARED = 2; // pictures

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Signature signature;
  private final EncoderInput input;
  private final Normalizer normalizer;
  private final long[] inputShape; // 1, 3, height, width
  private final long[] outputShape; // 1, L, D or 1, D
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param session for one thread, closed with this
   */
  Runs(OrtEnvironment environment, OrtSession session, Signature signature, EncoderInput input)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.signature = signature;
    this.input = input;
    this.normalizer = new Normalizer(input);
    this.inputShape = new long[] {1, 3, input.height(), input.width()};
    this.outputShape = FirstRun.shape(environment, session, signature, inputShape);
  }

  /** L. */
  int places() {
    return outputShape.length == 3 ? (int) outputShape[1] : 1;
  }

  /** D. */
  int depth() {
    return (int) outputShape[outputShape.length - 1];
  }

  /** The session for one thread. */
  OrtSession session() {
    return session;
  }

  /**
   * @param squashed of the encoder's width and height
   * @param with a session of this network
   * @return shape (L, D)
   */
  float[] run(Picture squashed, OrtSession with) throws OrtException {
    @Nullable Workspace waiting = idle.poll();
    Workspace workspace =
        waiting != null ? waiting : new Workspace(environment, inputShape, outputShape);
    try {
      normalizer.normalize(squashed, workspace.pixels());
      return workspace.run(with, signature);
    } finally {
      idle.add(workspace);
    }
  }

  /**
   * Whether another session gives the same bits as the one for one thread. Which sums are taken in
   * which order depends on the number of threads, if on anything, not on the picture: noise, where
   * no two pixels are equal, would show it.
   */
  boolean agree(OrtSession other) throws OrtException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < COMPARED; i++) {
      byte[] rgb = new byte[input.width() * input.height() * PixelTable.CHANNELS];
      random.nextBytes(rgb);
      Picture noise = new Picture(input.width(), input.height(), rgb);
      if (!Arrays.equals(run(noise, session), run(noise, other))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws OrtException {
    idle.forEach(Workspace::close);
    idle.clear();
    session.close();
  }
}
