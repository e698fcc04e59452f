package org.imagecaptioning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.Optimizer;
import org.imagecaptioning.layers.Tensor;
import org.imagecaptioning.models.Precision;
import org.imagecaptioning.models.Safetensors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoints of one training, each a folder named by its step with the numbers and the
 * progress. A checkpoint is written beside the others and renamed when it is whole, so that a
 * process may die at any moment; the two newest are kept.
 */
final class Checkpoints {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String PREFIX = "step-";
  private static final String PROGRESS = "progress.json";
  private static final String TENSORS = "tensors.safetensors";

  private final Path folder;
  private final String training;
  private final Checkpointing when;
  private long lastNanos = System.nanoTime();

  /**
   * @param folder of this training alone
   * @param training tells this training from others: all that decides its weights
   * @param when one is due
   */
  Checkpoints(Path folder, String training, Checkpointing when) {
    this.folder = folder;
    this.training = training;
    this.when = when;
  }

  /** What {@link #PROGRESS} holds. */
  private record Saved(String training, String java, String processor, Progress progress) {}

  boolean due(long step) {
    return step % when.everySteps() == 0
        || System.nanoTime() - lastNanos >= when.atLeastEvery().toNanos();
  }

  /**
   * Fills weights and memory from the newest checkpoint.
   *
   * @return how far it was; {@link Progress#none} if there is no checkpoint
   * @throws TrainingException if the checkpoints here are of another training, or broken
   */
  Progress restore(Parameters weights, Parameters best, Optimizer optimizer) {
    List<Path> found = list();
    if (found.isEmpty()) {
      return Progress.none();
    }
    Path newest = found.get(found.size() - 1);
    try {
      Saved saved = MAPPER.readValue(Files.readAllBytes(newest.resolve(PROGRESS)), Saved.class);
      if (!saved.training().equals(training)) {
        throw new TrainingException(
            TrainingException.Kind.CHECKPOINT,
            "The checkpoint %s is of another training: it was %s, this is %s. Its own options would go on; without the checkpoints it begins anew"
                .formatted(newest, saved.training(), training));
      }
      Map<String, Tensor> tensors = Safetensors.read(Files.readAllBytes(newest.resolve(TENSORS)));
      matrices(weights, best, optimizer)
          .forEach((name, matrix) -> fill(matrix, tensors.get(name), newest, name));
      optimizer.resume(saved.progress().step());
      return saved.progress();
    } catch (JacksonException e) {
      throw new TrainingException(
          TrainingException.Kind.CHECKPOINT, "The checkpoint %s is broken".formatted(newest), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(FloatMatrix matrix, @Nullable Tensor tensor, Path file, String name) {
    if (tensor == null || tensor.values().length != matrix.size()) {
      throw new TrainingException(
          TrainingException.Kind.CHECKPOINT,
          "The checkpoint %s has no such %s".formatted(file, name));
    }
    matrix.put(0, tensor.values(), matrix.size());
  }

  void write(
      Progress progress,
      Parameters weights,
      Parameters best,
      Optimizer optimizer,
      TrainingControl control) {
    Map<String, Tensor> tensors = new TreeMap<>();
    matrices(weights, best, optimizer)
        .forEach(
            (name, matrix) ->
                tensors.put(name, new Tensor(List.of(matrix.size()), matrix.toArray())));
    Saved saved =
        new Saved(
            training,
            System.getProperty("java.runtime.version", ""),
            System.getProperty("os.arch", ""),
            progress);
    try {
      Files.createDirectories(folder);
      Path writing = folder.resolve("writing");
      deleteFolder(writing);
      Files.createDirectory(writing);
      writeSynced(writing.resolve(TENSORS), Safetensors.write(tensors, Precision.F32));
      writeSynced(writing.resolve(PROGRESS), MAPPER.writeValueAsBytes(saved));
      Path target = folder.resolve("%s%010d".formatted(PREFIX, progress.step()));
      if (!control.mayPublish()) {
        throw new TrainingException(
            TrainingException.Kind.SUPERSEDED,
            "Another attempt has this training now: the checkpoint of step %d is not published"
                .formatted(progress.step()));
      }
      deleteFolder(target);
      Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
      lastNanos = System.nanoTime();
      List<Path> found = list();
      for (Path old : found.subList(0, Math.max(0, found.size() - when.kept()))) {
        deleteFolder(old);
      }
    } catch (IOException e) {
      throw new TrainingException(
          TrainingException.Kind.DISK,
          "No checkpoint could be written to %s: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Forgets all checkpoints in a folder. */
  static void clear(Path folder) {
    try {
      deleteFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, FloatMatrix> matrices(
      Parameters weights, Parameters best, Optimizer optimizer) {
    Map<String, FloatMatrix> matrices = new TreeMap<>();
    matrices.put("weights", weights.all());
    matrices.put("best", best.all());
    optimizer.memory().forEach((name, matrix) -> matrices.put("optimizer." + name, matrix));
    return matrices;
  }

  /** The whole checkpoints, oldest first. */
  private List<Path> list() {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, PREFIX + "*")) {
        entries.forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    found.sort(Comparator.comparing(path -> path.getFileName().toString()));
    return found;
  }

  private static void writeSynced(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void deleteFolder(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          deleteFolder(entry);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
