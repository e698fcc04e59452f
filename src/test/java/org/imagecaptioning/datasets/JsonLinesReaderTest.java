package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesReaderTest {

  private static final String GOOD = "{\"image\": \"images/1.jpg\", \"captions\": [\"A dog.\"]}";

  @TempDir private Path parent;
  private Path folder;

  @BeforeEach
  void makeImages() throws IOException {
    folder = Files.createDirectories(parent.resolve("mine"));
    for (String name : List.of("images/1.jpg", "images/2.jpg", "images/3.jpg", "../outside.jpg")) {
      Path image = folder.resolve(name);
      Files.createDirectories(image.getParent());
      Files.write(image, new byte[] {1});
    }
  }

  @Test
  void linesAreReadInOrderWithTheirCaptionsAsWritten() throws IOException {
    Dataset dataset =
        read(
            "{\"image\": \"images/2.jpg\", \"captions\": [\" Two \\u00e9l\\u00e8ves . \", \"犬\"], \"split\": \"test\"}",
            "{\"split\": \"val\", \"captions\": [\"B\"], \"image\": \"images/3.jpg\"}",
            GOOD);

    assertThat(dataset.name()).isEqualTo("mine");
    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images())
        .extracting(CaptionedImage::id)
        .containsExactly("images/2.jpg", "images/3.jpg", "images/1.jpg");
    assertThat(dataset.images(Split.TEST).get(0).captions()).containsExactly(" Two élèves . ", "犬");
    assertThat(dataset.images(Split.VAL).get(0).file())
        .isEqualTo(folder.resolve("images/3.jpg").toRealPath());
    assertThat(dataset.images(Split.TRAIN)).hasSize(1);
  }

  @Test
  void aByteOrderMarkBlankLinesAndWindowsLineEndsDoNotMatter() throws IOException {
    Dataset dataset = read("\uFEFF" + GOOD + "\r", "", "  \r");

    assertThat(dataset.images()).hasSize(1);
    assertThat(dataset.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "a dog|not JSON",
        "{\"image\": \"images/2.jpg\", \"captions\": [\"A\"]} {}|not JSON",
        "{\"image\": \"images/2.jpg\", \"captions\": [\"A\"]|not JSON",
        "{\"image\": \"images/3.jpg\", \"image\": \"images/2.jpg\", \"captions\": [\"A\"]}|not JSON",
        "[\"images/2.jpg\"]|a JSON object is expected, not a list",
        "{\"image\": \"images/2.jpg\", \"captions\": [\"A\"], \"splt\": \"val\"}|unknown property \"splt\"",
        "{\"captions\": [\"A\"]}|the property \"image\" is missing",
        "{\"image\": \"images/2.jpg\"}|the property \"captions\" is missing",
        "{\"image\": 2, \"captions\": [\"A\"]}|image: a text is expected, not number",
        "{\"image\": \"images/2.jpg\", \"captions\": \"A\"}|captions: a list of texts is expected, not a text",
        "{\"image\": \"images/2.jpg\", \"captions\": [\"A\", 7]}|captions: a text is expected, not number",
        "{\"image\": \"images/2.jpg\", \"captions\": [null]}|captions: a text is expected, not null",
        "{\"image\": \"images/2.jpg\", \"captions\": []}|the list is empty",
        "{\"image\": \"images/2.jpg\", \"captions\": [\"A\", \" \"]}|a caption is empty",
        "{\"image\": \"images/2.jpg\", \"captions\": [\"A\"], \"split\": \"dev\"}|one of train, val, test is expected, not \"dev\"",
        "{\"image\": \"images/2.jpg\", \"captions\": [\"A\"], \"split\": null}|split: a text is expected, not null",
        "{\"image\": \"images/4.jpg\", \"captions\": [\"A\"]}|the file \"images/4.jpg\" is missing",
        "{\"image\": \"images\", \"captions\": [\"A\"]}|\"images\" is not a file",
        "{\"image\": \"\", \"captions\": [\"A\"]}|a file name is expected",
        "{\"image\": \"/etc/passwd\", \"captions\": [\"A\"]}|is absolute",
        "{\"image\": \"C:/1.jpg\", \"captions\": [\"A\"]}|is absolute",
        "{\"image\": \"../outside.jpg\", \"captions\": [\"A\"]}|climbs",
        "{\"image\": \"images/../../outside.jpg\", \"captions\": [\"A\"]}|climbs",
        "{\"image\": \"images\\\\2.jpg\", \"captions\": [\"A\"]}|backslash",
        "{\"image\": \"images/\\u0000.jpg\", \"captions\": [\"A\"]}|cannot be a file name",
        "{\"image\": \"images/1.jpg\", \"captions\": [\"A\"]}|has been at captions.jsonl:1 already",
        "{\"image\": \"images/./1.jpg\", \"captions\": [\"A\"]}|has been at captions.jsonl:1 already",
      })
  void aBadLineIsAProblemWithItsPlaceAndTheRestIsUsed(String bad, String message)
      throws IOException {
    Dataset dataset =
        read(
            GOOD,
            "",
            bad,
            "{\"image\": \"images/3.jpg\", \"captions\": [\"B\"], \"split\": \"val\"}");

    assertThat(dataset.images())
        .extracting(CaptionedImage::id)
        .containsExactly("images/1.jpg", "images/3.jpg");
    assertThat(dataset.problems()).hasSize(1);
    assertThat(dataset.problems().get(0).place()).isEqualTo("captions.jsonl:3");
    assertThat(dataset.problems().get(0).message()).contains(message).doesNotContain("\n");
  }

  @Test
  void aLinkOutOfTheFolderIsAProblemWhetherAFileOrAFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.jpg"), parent.resolve("outside.jpg"));
    Files.createSymbolicLink(folder.resolve("up"), parent);

    Dataset dataset =
        read(
            GOOD,
            "{\"image\": \"link.jpg\", \"captions\": [\"A\"]}",
            "{\"image\": \"up/outside.jpg\", \"captions\": [\"A\"]}");

    assertThat(dataset.images()).hasSize(1);
    assertThat(dataset.problems())
        .extracting(DatasetProblem::message)
        .hasSize(2)
        .allMatch(message -> message.contains("is a link out of the dataset's folder"));
  }

  @Test
  void captionsOfAThousandCharactersAreTheLongest() throws IOException {
    Dataset dataset =
        read(
            "{\"image\": \"images/1.jpg\", \"captions\": [\"" + "a".repeat(1000) + "\"]}",
            "{\"image\": \"images/2.jpg\", \"captions\": [\"" + "a".repeat(1001) + "\"]}");

    assertThat(dataset.images()).extracting(CaptionedImage::id).containsExactly("images/1.jpg");
    assertThat(dataset.problems())
        .containsExactly(
            new DatasetProblem(
                "captions.jsonl:2", "a caption has 1001 characters; at most 1000 are accepted"));
  }

  @Test
  void anEndlessLineAndOneThatIsNotUtf8CostOnlyThemselves() throws IOException {
    byte[] endless = "x".repeat(Lines.LONGEST_LINE + 5).getBytes(StandardCharsets.UTF_8);
    try (var out = Files.newOutputStream(folder.resolve("captions.jsonl"))) {
      out.write(endless);
      out.write('\n');
      out.write(new byte[] {'"', (byte) 0xE9, '"', '\n'});
      out.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }

    Dataset dataset = new JsonLinesReader(1).read(folder);

    assertThat(dataset.images()).hasSize(1);
    assertThat(dataset.problems())
        .containsExactly(
            new DatasetProblem(
                "captions.jsonl:1",
                "a line of at most 1000000 bytes is expected, this has 1000005"),
            new DatasetProblem("captions.jsonl:2", "the line is not UTF-8"));
  }

  @Test
  void ofVeryManyProblemsTheFirstAreListedAndTheOthersCounted() throws IOException {
    String[] lines = new String[Problems.LISTED + 10];
    Arrays.fill(lines, "?");
    lines[0] = GOOD;

    Dataset dataset = read(lines);

    assertThat(dataset.problems()).hasSize(Problems.LISTED + 1);
    assertThat(dataset.problems().get(Problems.LISTED))
        .isEqualTo(
            new DatasetProblem(
                "captions.jsonl:1010", "the last of 9 more problems that are not listed"));
  }

  @Test
  void withoutAnyUsableLineTheFirstProblemIsTold() {
    assertThatThrownBy(() -> read("{}", "nothing"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("mine", "captions.jsonl:1", "\"image\" is missing");
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("there is no line");
  }

  @Test
  void withoutAnythingToTrainOnTheDataSetIsRefused() {
    assertThatThrownBy(
            () -> read("{\"image\": \"images/1.jpg\", \"captions\": [\"A\"], \"split\": \"test\"}"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no image to train on");
  }

  private Dataset read(String... lines) throws IOException {
    Files.writeString(folder.resolve("captions.jsonl"), String.join("\n", lines));
    return new JsonLinesReader(1).read(folder);
  }
}
