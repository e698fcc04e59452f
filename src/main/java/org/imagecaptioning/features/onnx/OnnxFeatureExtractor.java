package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.images.Resampler;
import org.jspecify.annotations.Nullable;

/**
 * An encoder on ONNX Runtime. Each picture is a run of its own, so its features do not depend on
 * what else is being served; several threads may run at once, each in a {@link Workspace}.
 */
final class OnnxFeatureExtractor implements FeatureExtractor {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Signature signature;
  private final EncoderInput input;
  private final Normalizer normalizer;
  private final long[] inputShape; // 1, 3, height, width
  private final long[] outputShape; // 1, L, D or 1, D
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

  /** Runs hold it to read; closing writes, and so waits for them. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  OnnxFeatureExtractor(
      OrtEnvironment environment, OrtSession session, Signature signature, EncoderInput input)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.signature = signature;
    this.input = input;
    this.normalizer = new Normalizer(input);
    this.inputShape = new long[] {1, 3, input.height(), input.width()};
    this.outputShape = FirstRun.shape(environment, session, signature, inputShape);
  }

  @Override
  public EncoderInput input() {
    return input;
  }

  @Override
  public int places() {
    return outputShape.length == 3 ? (int) outputShape[1] : 1;
  }

  @Override
  public int depth() {
    return (int) outputShape[outputShape.length - 1];
  }

  /**
   * @throws EncoderException if the network fails on this picture
   * @throws IllegalStateException if the encoder is closed
   */
  @Override
  public Features extract(Picture picture) {
    Picture squashed = Resampler.resize(picture, input.width(), input.height());
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The encoder is closed");
      }
      return new Features(places(), depth(), run(squashed));
    } catch (OrtException e) {
      throw new EncoderException("The encoder failed on a picture: " + e.getMessage(), e);
    } finally {
      open.readLock().unlock();
    }
  }

  private float[] run(Picture squashed) throws OrtException {
    @Nullable Workspace waiting = idle.poll();
    Workspace workspace =
        waiting != null ? waiting : new Workspace(environment, inputShape, outputShape);
    try {
      normalizer.normalize(squashed, workspace.pixels());
      return workspace.run(session, signature);
    } finally {
      idle.add(workspace);
    }
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      idle.forEach(Workspace::close);
      idle.clear();
      session.close();
    } catch (OrtException e) {
      throw new EncoderException("The encoder cannot be closed: " + e.getMessage(), e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
