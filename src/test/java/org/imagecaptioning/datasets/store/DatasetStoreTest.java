package org.imagecaptioning.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetException;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir private Path folder;
  private final BrokenImages check =
      new BrokenImages(
          new SourceCheck(new ImageDecoder(ImageLimits.defaults()), ImageLimits.defaults()), 2);
  private final List<String> used = new ArrayList<>();
  private DatasetStore store;

  @BeforeEach
  void open() {
    store = reopened();
  }

  /** What another process would see. */
  private DatasetStore reopened() {
    return new DatasetStore(
        folder.resolve("datasets"),
        folder.resolve("datasets/.incoming"),
        new ZipUnpacker(ZipLimits.DEFAULT),
        check,
        List.of(name -> used.contains(name) ? Optional.of("a test") : Optional.empty()),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void whatWasAddedIsThereInTheNextProcess() throws IOException {
    StoredDataset added = store.add("mine", zip(Zips.drawn(folder)), 5);

    DatasetStore next = reopened();

    assertThat(added.created()).isEqualTo(NOW);
    assertThat(next.names()).containsExactly("mine");
    assertThat(next.find("mine")).contains(added);
    assertThat(next.open("mine").name()).isEqualTo("mine");
    assertThat(next.open("mine").images(Split.TRAIN)).hasSize(8);
  }

  @Test
  void brokenPicturesAreLeftOutWhenItIsOpened() throws IOException {
    Path drawn = Zips.drawnFolder(folder);
    Files.write(drawn.resolve("images/00003.png"), new byte[] {1, 2, 3});

    store.add("mine", zip(Zips.of(drawn, "")), 1);

    assertThat(store.open("mine").images())
        .hasSize(9)
        .extracting(CaptionedImage::id)
        .doesNotContain("images/00003.png");
  }

  @Test
  void theSeedDrawsTheSameValEachTime() throws IOException {
    Path pairs = Files.createDirectories(folder.resolve("pairs"));
    byte[] picture = Files.readAllBytes(Zips.drawnFolder(folder).resolve("images/00000.png"));
    for (int i = 0; i < 30; i++) {
      Files.write(pairs.resolve(i + ".png"), picture);
      Files.writeString(pairs.resolve(i + ".txt"), "a " + i);
    }
    store.add("one", zip(Zips.of(pairs, "")), 1);
    store.add("same", zip(Zips.of(pairs, "top/")), 1);
    store.register("other", pairs, 2);

    assertThat(val("one")).hasSize(3).isEqualTo(val("same")).isNotEqualTo(val("other"));
    assertThat(val("one")).isEqualTo(val("one"));
  }

  @Test
  void whatIsRefusedLeavesNothing() throws IOException {
    Path zip = zip(new Zips().text("a.txt", "x"));

    assertThatThrownBy(() -> store.add("mine", zip, 1)).isInstanceOf(DatasetException.class);

    assertThat(store.names()).isEmpty();
    assertThat(left()).isEmpty();
  }

  @Test
  void whatAnEarlierProcessWasPuttingTogetherIsSwept() throws IOException {
    store.add("mine", zip(Zips.drawn(folder)), 1);
    Path half = folder.resolve("datasets/.incoming/1/data/images");
    Files.createDirectories(half);
    Files.writeString(half.resolve("1.png"), "half");

    assertThat(store.names()).containsExactly("mine");
    store.sweep();

    assertThat(left()).isEmpty();
    assertThat(store.names()).containsExactly("mine");
  }

  @Test
  void ofTwoWithOneNameAtOnceOneIsKept() throws Exception {
    Path zip = zip(Zips.drawn(folder));
    CyclicBarrier start = new CyclicBarrier(4);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> call =
          () -> {
            start.await();
            try {
              store.add("mine", zip, 1);
              return true;
            } catch (DatasetConflictException taken) {
              return false;
            }
          };
      List<Boolean> kept = new ArrayList<>();
      for (Future<Boolean> each : callers.invokeAll(List.of(call, call, call, call))) {
        kept.add(each.get());
      }

      assertThat(kept).containsOnlyOnce(true);
    } finally {
      callers.shutdownNow();
    }
    assertThat(store.open("mine").images()).hasSize(10);
    assertThat(left()).isEmpty();
  }

  @Test
  void folderThatIsGoneIsToldWhenItIsOpened() throws IOException {
    Path drawn = Zips.drawnFolder(folder);
    store.register("mine", drawn.toRealPath(), 1);
    Files.move(drawn, folder.resolve("moved"));

    assertThatThrownBy(() -> store.open("mine"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("A dataset is a folder");
    store.delete("mine");
    assertThat(folder.resolve("moved/captions.jsonl")).exists();
  }

  @Test
  void whatIsUsedIsNotDeleted() throws IOException {
    store.add("mine", zip(Zips.drawn(folder)), 1);
    used.add("mine");

    assertThatThrownBy(() -> store.delete("mine"))
        .isInstanceOf(DatasetConflictException.class)
        .hasMessageContaining("in use by a test");

    used.clear();
    store.delete("mine");
    assertThatThrownBy(() -> store.open("mine")).isInstanceOf(UnknownDatasetException.class);
    assertThat(left()).isEmpty();
  }

  private List<String> val(String name) {
    Dataset dataset = store.open(name);
    return dataset.images(Split.VAL).stream().map(CaptionedImage::id).toList();
  }

  private Path zip(Zips zips) throws IOException {
    return Files.write(folder.resolve("sent.zip"), zips.bytes());
  }

  private List<Path> left() throws IOException {
    Path incoming = folder.resolve("datasets/.incoming");
    if (!Files.isDirectory(incoming)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(incoming)) {
      return files.toList();
    }
  }
}
