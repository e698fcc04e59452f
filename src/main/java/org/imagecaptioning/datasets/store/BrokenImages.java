package org.imagecaptioning.datasets.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imagecaptioning.datasets.CaptionedImage;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all images of a dataset, a few at a time: the service has captions to give meanwhile.
 */
final class BrokenImages implements AutoCloseable {

  /** Images that wait for a thread at most; what is known of them is next to nothing. */
  private static final int CHUNK = 256;

  private final SourceCheck check;
  private final ExecutorService threads;

  /**
   * @param count of threads, whoever asks
   */
  BrokenImages(SourceCheck check, int count) {
    this.check = check;
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "dataset-check");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The faults by the image's id, in the order of the images. */
  Map<String, String> find(List<CaptionedImage> images) {
    Map<String, String> faults = new LinkedHashMap<>();
    for (int from = 0; from < images.size(); from += CHUNK) {
      List<CaptionedImage> chunk = images.subList(from, Math.min(from + CHUNK, images.size()));
      List<Future<@Nullable String>> results = new ArrayList<>();
      for (CaptionedImage image : chunk) {
        results.add(threads.submit(() -> check.fault(image)));
      }
      for (int i = 0; i < chunk.size(); i++) {
        String fault = result(results.get(i));
        if (fault != null) {
          faults.put(chunk.get(i).id(), fault);
        }
      }
    }
    return faults;
  }

  private static @Nullable String result(Future<@Nullable String> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The check of a dataset was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The check of an image failed", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
