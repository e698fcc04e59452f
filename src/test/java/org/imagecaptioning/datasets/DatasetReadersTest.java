package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReadersTest {

  @TempDir private Path folder;

  @Test
  void captionsJsonlMakesADataSetOfJsonLines() throws IOException {
    Files.write(folder.resolve("1.jpg"), new byte[] {1});
    Files.writeString(
        folder.resolve("captions.jsonl"), "{\"image\": \"1.jpg\", \"captions\": [\"A\"]}");

    assertThat(DatasetReaders.read(folder).images())
        .extracting(CaptionedImage::id)
        .containsExactly("1.jpg");
  }

  @Test
  void theTokenFileMakesADataSetLikeFlickr8k() throws IOException {
    Files.createDirectory(folder.resolve("images"));
    Files.write(folder.resolve("images/1.jpg"), new byte[] {1});
    Files.writeString(folder.resolve("Flickr8k.token.txt"), "1.jpg#0\tA");
    Files.writeString(folder.resolve("Flickr_8k.trainImages.txt"), "1.jpg");

    assertThat(DatasetReaders.read(folder).images())
        .extracting(CaptionedImage::id)
        .containsExactly("1.jpg");
  }

  @Test
  void aFolderOfNeitherLayoutIsRefusedNamingBoth() {
    assertThatThrownBy(() -> DatasetReaders.read(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("captions.jsonl", "Flickr8k.token.txt");
  }

  @Test
  void whatIsNotAFolderIsRefused() {
    assertThatThrownBy(() -> DatasetReaders.read(folder.resolve("nowhere")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("nowhere");
  }
}
