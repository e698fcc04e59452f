package org.imagecaptioning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoints of one training, each a {@link CheckpointFile} named by its step. One is written
 * beside the others, made to last and then renamed, so that process and machine may die at any
 * moment; the newest few are kept.
 *
 * <p>Minibatches, dropout and sampling draw their random numbers from the seed, the epoch and the
 * step, and from nothing else: to keep the step is to keep the state of all of them.
 */
final class Checkpoints {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String SUFFIX = ".checkpoint";

  /**
   * Options that came in since checkpoints are written, as they are told where they change nothing:
   * a training that an earlier version began has none of them, and one that it is to take up must
   * not have them.
   */
  private static final List<String> ADDED =
      List.of(", teaching=0.0", ", averaging=0.0", ", views=" + ViewOptions.none());

  private final Path folder;
  private final String training;
  private final Checkpointing when;
  private long lastStep;
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

  /**
   * The header of a file.
   *
   * @param machine what computed it: another may round otherwise
   */
  private record Saved(String training, String machine, Progress progress) {}

  boolean due(long step) {
    return step - lastStep >= when.everySteps()
        || System.nanoTime() - lastNanos >= when.atLeastEvery().toNanos();
  }

  /**
   * Before features are extracted, which may take hours: whether the newest checkpoint that can be
   * read is of these options. What was learned from is compared later, by {@link #restore}.
   *
   * @throws TrainingException if it is of another training
   */
  static void check(Path folder, String options) {
    for (Path file : newestFirst(folder)) {
      try {
        Saved saved = MAPPER.readValue(CheckpointFile.header(file), Saved.class);
        if (!known(saved.training()).startsWith(known(options))) {
          throw another(file, saved, options);
        }
        return;
      } catch (CheckpointFile.BrokenException | JacksonException e) {
        continue; // the one before is taken, and restore tells of it
      } catch (IOException e) {
        throw Disk.failed("The checkpoint %s cannot be read".formatted(file), e);
      }
    }
  }

  private static TrainingException another(Path file, Saved saved, String training) {
    return new TrainingException(
        TrainingException.Kind.CHECKPOINT,
        "The checkpoint %s is of another training: it was %s, this is %s. With its own options it would go on; without the checkpoints this begins anew"
            .formatted(file, saved.training(), training));
  }

  /**
   * Fills the state from the newest checkpoint that is whole.
   *
   * @param listener hears of those that are not
   * @return how far it was; {@link Progress#none} if there is no checkpoint
   * @throws TrainingException if the checkpoints here are of another training
   */
  Progress restore(NetworkState state, TrainingListener listener) {
    for (Path file : newestFirst(folder)) {
      try {
        byte[] header = CheckpointFile.header(file);
        Saved saved = MAPPER.readValue(header, Saved.class);
        if (!known(saved.training()).equals(known(training))) {
          throw another(file, saved, training);
        }
        if (!saved.machine().equals(Machine.description())) {
          listener.onMessage(
              "The checkpoint was written on %s, this is %s: the weights may differ in their last bits from those of a training that stayed there"
                  .formatted(saved.machine(), Machine.description()));
        }
        CheckpointFile.read(file, header, state.matrices());
        state.optimizer().resume(saved.progress().step());
        lastStep = saved.progress().step();
        return saved.progress();
      } catch (CheckpointFile.BrokenException | JacksonException e) {
        listener.onMessage(
            "The checkpoint %s is broken, the one before is taken: %s"
                .formatted(file.getFileName(), e.getMessage()));
      } catch (IOException e) {
        throw Disk.failed("The checkpoint %s cannot be read".formatted(file), e);
      }
    }
    return Progress.none();
  }

  /**
   * @throws TrainingException of the kind DISK if it cannot be written, DIVERGED if a number is
   *     none, SUPERSEDED if it may not be published; those before stay
   */
  void write(Progress progress, NetworkState state, TrainingControl control) {
    Path target = folder.resolve("step-%010d%s".formatted(progress.step(), SUFFIX));
    byte[] header =
        MAPPER.writeValueAsBytes(new Saved(known(training), Machine.description(), progress));
    try {
      Files.createDirectories(folder);
      Path writing = folder.resolve("writing");
      CheckpointFile.write(writing, header, state.matrices());
      if (!control.mayPublish()) {
        throw new TrainingException(
            TrainingException.Kind.SUPERSEDED,
            "Another attempt has this training now: the checkpoint of step %d is not published"
                .formatted(progress.step()));
      }
      Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
      Disk.syncFolder(folder);
      List<Path> found = list(folder);
      for (Path old : found.subList(0, Math.max(0, found.size() - when.kept()))) {
        Files.deleteIfExists(old);
      }
    } catch (CheckpointFile.NotFiniteException e) {
      throw TrainingException.diverged(
          progress.step(),
          "After step %d %s: a lower learning rate keeps all numbers finite"
              .formatted(progress.step(), e.getMessage()));
    } catch (IOException e) {
      throw Disk.failed("No checkpoint can be written to " + folder, e);
    }
    lastStep = progress.step();
    lastNanos = System.nanoTime();
  }

  private static String known(String training) {
    String known = training;
    for (String option : ADDED) {
      known = known.replace(option, "");
    }
    return known;
  }

  /** Forgets all checkpoints in a folder. */
  static void clear(Path folder) {
    try {
      for (Path file : list(folder)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw Disk.failed("The checkpoints in %s cannot be deleted".formatted(folder), e);
    }
  }

  private static List<Path> newestFirst(Path folder) {
    List<Path> found = list(folder);
    Collections.reverse(found);
    return found;
  }

  /** The checkpoints, oldest first. */
  private static List<Path> list(Path folder) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "step-*" + SUFFIX)) {
        entries.forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    found.sort(Comparator.comparing(path -> path.getFileName().toString()));
    return found;
  }
}
