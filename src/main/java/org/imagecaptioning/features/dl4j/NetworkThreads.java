package org.imagecaptioning.features.dl4j;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.imagecaptioning.features.EncoderException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Threads with a network each, all over the same parameters: a network of DL4J is not safe for use
 * from several threads, and leaves memory behind with every thread that it ran on.
 */
final class NetworkThreads implements AutoCloseable {

  private final Network first;
  private final Queue<Network> idle = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;

  NetworkThreads(Network network, int threads, String name) {
    this.first = network;
    this.idle.add(network);
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(() -> runAndCleanUp(work), "encoder-" + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the network on one picture and waits for what it gives.
   *
   * @throws EncoderException if the network fails
   * @throws IllegalStateException if it is closed
   */
  Activations run(float[] image, long[] shape) {
    try {
      return threads.submit(() -> runOnIdle(image, shape)).get();
    } catch (RejectedExecutionException closed) {
      throw new IllegalStateException("The encoder is closed", closed);
    } catch (ExecutionException failure) {
      String why = String.valueOf(failure.getCause()).lines().findFirst().orElse("");
      throw new EncoderException("The encoder failed on a picture: " + why, failure.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new EncoderException("The encoder was interrupted", stopping);
    }
  }

  private Activations runOnIdle(float[] image, long[] shape) {
    @Nullable Network waiting = idle.poll();
    Network network = waiting != null ? waiting : first.sharingParameters();
    try {
      return network.run(image, shape);
    } finally {
      idle.add(network);
    }
  }

  /** Pictures that are under way come to their end. */
  @Override
  public void close() {
    threads.shutdown();
  }

  private static void runAndCleanUp(Runnable work) {
    try {
      work.run();
    } finally {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }
}
