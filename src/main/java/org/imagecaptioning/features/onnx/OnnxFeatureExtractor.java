package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.Pointer;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.images.Resampler;

/**
 * An encoder on ONNX Runtime. A picture among others gets one thread: two pictures side by side are
 * quicker than two threads on one. A picture alone may get several.
 */
final class OnnxFeatureExtractor implements FeatureExtractor {

  private final Runs runs;
  private final SeveralThreads several;
  private final EncoderInput input;

  /** Runs hold it to read; closing writes, and so waits for them. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  OnnxFeatureExtractor(Runs runs, SeveralThreads several, EncoderInput input) {
    this.runs = runs;
    this.several = several;
    this.input = input;
  }

  @Override
  public EncoderInput input() {
    return input;
  }

  @Override
  public int places() {
    return runs.places();
  }

  @Override
  public int depth() {
    return runs.depth();
  }

  /**
   * @throws EncoderException if the network fails on this picture
   * @throws IllegalStateException if the encoder is closed
   */
  @Override
  public Features extract(Picture picture) {
    return whileOpen(picture, squashed -> runs.run(squashed, runs.session()));
  }

  /**
   * @throws EncoderException if the network fails on this picture
   * @throws IllegalStateException if the encoder is closed
   */
  @Override
  public Features extractAlone(Picture picture) {
    return whileOpen(picture, this::runAlone);
  }

  private float[] runAlone(Picture squashed) throws OrtException {
    Optional<OrtSession> session = several.session();
    if (session.isEmpty()) {
      return runs.run(squashed, runs.session());
    }
    boolean forSeveral = several.pace().isForSeveral();
    long start = System.nanoTime();
    float[] values = runs.run(squashed, forSeveral ? session.get() : runs.session());
    several.pace().took(forSeveral, System.nanoTime() - start);
    return values;
  }

  private interface Run {
    float[] of(Picture squashed) throws OrtException;
  }

  private Features whileOpen(Picture picture, Run run) {
    Picture squashed = Resampler.resize(picture, input.width(), input.height());
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The encoder is closed");
      }
      return new Features(places(), depth(), run.of(squashed));
    } catch (OrtException e) {
      throw new EncoderException("The encoder failed on a picture: " + e.getMessage(), e);
    } finally {
      open.readLock().unlock();
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
      several.close();
      runs.close();
      // The C library keeps most of it otherwise: after eighty models in turn, 0.6 GB.
      Pointer.trimMemory();
    } catch (OrtException e) {
      throw new EncoderException("The encoder cannot be closed: " + e.getMessage(), e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
