package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Flickr8kReaderTest {

  private static final Path REAL = Path.of("../shared/data/flickr8k");

  @TempDir private Path folder;

  @BeforeEach
  void makeASmallOne() throws IOException {
    write("Flickr_8k.trainImages.txt", "a.jpg", "b.jpg");
    write("Flickr_8k.devImages.txt", "c.jpg");
    write("Flickr_8k.testImages.txt", "d.jpg");
    write(
        "Flickr8k.token.txt",
        "a.jpg#1\tA second caption .",
        "a.jpg#0\tA first caption .",
        "b.jpg#0\tAn élève .",
        "c.jpg#0\tC",
        "d.jpg#0\tD",
        "unlisted.jpg#0\tNever used",
        "unlisted.jpg.1#0\tNever used");
    Files.createDirectories(folder.resolve("images"));
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg", "d.jpg")) {
      Files.write(folder.resolve("images").resolve(name), new byte[] {1});
    }
  }

  @Test
  void everyListIsASplitAndCaptionsAreInTheOrderOfTheirNumbers() {
    Dataset dataset = read();

    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images(Split.TRAIN))
        .extracting(CaptionedImage::id)
        .containsExactly("a.jpg", "b.jpg");
    assertThat(dataset.images(Split.VAL)).extracting(CaptionedImage::id).containsExactly("c.jpg");
    assertThat(dataset.images(Split.TEST)).extracting(CaptionedImage::id).containsExactly("d.jpg");
    assertThat(dataset.images().get(0).captions())
        .containsExactly("A first caption .", "A second caption .");
    assertThat(dataset.images().get(0).file()).exists().endsWithRaw(Path.of("images/a.jpg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Flicker8k_Dataset", "Flickr8k_Dataset"})
  void imagesMayLieInAFolderNamedAsInThePublishedArchive(String name) throws IOException {
    Files.move(folder.resolve("images"), folder.resolve(name));

    assertThat(read().images()).hasSize(4);
  }

  @Test
  void withoutAListForValSomeOfTrainAreDrawn() throws IOException {
    Files.delete(folder.resolve("Flickr_8k.devImages.txt"));
    Files.delete(folder.resolve("Flickr_8k.testImages.txt"));

    Dataset dataset = read();

    assertThat(dataset.images(Split.TRAIN)).hasSize(1);
    assertThat(dataset.images(Split.VAL)).hasSize(1);
    assertThat(dataset.images(Split.TEST)).isEmpty();
  }

  @Test
  void badLinesAndMissingImagesAreProblemsWithTheirPlaces() throws IOException {
    write("Flickr_8k.trainImages.txt", "a.jpg", "b.jpg", "missing.jpg", "mute.jpg", "../up.jpg");
    write("Flickr_8k.devImages.txt", "c.jpg", "a.jpg");
    Files.write(folder.resolve("images/mute.jpg"), new byte[] {1});
    write(
        "Flickr8k.token.txt",
        "a.jpg#0\tA",
        "a.jpg#0\tA again",
        "a.jpg 1 without a tab",
        "b.jpg#0\tB",
        "b.jpg#1\t ",
        "c.jpg#0\tC",
        "d.jpg#0\tD",
        "missing.jpg#0\tM",
        "../up.jpg#0\tU");

    Dataset dataset = read();

    assertThat(dataset.images())
        .extracting(CaptionedImage::id)
        .containsExactly("a.jpg", "b.jpg", "c.jpg", "d.jpg");
    assertThat(dataset.images()).allMatch(image -> image.captions().size() == 1);
    assertThat(dataset.problems())
        .extracting(problem -> problem.place() + " " + problem.message())
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p)
                    .startsWith("Flickr_8k.devImages.txt:2 ")
                    .contains("trainImages.txt:1"),
            p -> assertThat(p).startsWith("Flickr8k.token.txt:2 ").contains("comes twice"),
            p -> assertThat(p).startsWith("Flickr8k.token.txt:3 ").contains("a tab"),
            p -> assertThat(p).startsWith("Flickr8k.token.txt:5 ").contains("empty"),
            p -> assertThat(p).startsWith("Flickr_8k.trainImages.txt:3 ").contains("missing"),
            p -> assertThat(p).startsWith("Flickr_8k.trainImages.txt:4 ").contains("no caption"),
            p -> assertThat(p).startsWith("Flickr_8k.trainImages.txt:5 ").contains("climbs"));
  }

  @Test
  void windowsLineEndsDoNotMatter() throws IOException {
    Files.writeString(folder.resolve("Flickr_8k.trainImages.txt"), "a.jpg\r\nb.jpg\r\n");
    Files.writeString(
        folder.resolve("Flickr8k.token.txt"), "a.jpg#0\tA dog .\r\nb.jpg#0\tB\r\nc.jpg#0\tC\r\n");

    assertThat(read().images(Split.TRAIN).get(0).captions()).containsExactly("A dog .");
  }

  @Test
  void theListForTrainingMustBeThere() throws IOException {
    Files.delete(folder.resolve("Flickr_8k.trainImages.txt"));

    assertThatThrownBy(this::read)
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("Flickr_8k.trainImages.txt", "missing");
  }

  @Test
  void aFolderForImagesMustBeThere() throws IOException {
    Files.move(folder.resolve("images"), folder.resolve("pictures"));

    assertThatThrownBy(this::read)
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("images, Flicker8k_Dataset, Flickr8k_Dataset");
  }

  @Test
  void theRealDataSetIsReadWhole() {
    assumeThat(REAL).isDirectory();

    Dataset dataset = new Flickr8kReader(1).read(REAL);

    assertThat(dataset.name()).isEqualTo("flickr8k");
    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images(Split.TRAIN)).hasSize(6000);
    assertThat(dataset.images(Split.VAL)).hasSize(1000);
    assertThat(dataset.images()).allMatch(image -> image.captions().size() == 5);
  }

  private Dataset read() {
    return new Flickr8kReader(1).read(folder);
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }
}
