package org.imagecaptioning.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.imagecaptioning.training.ShippedBundles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AverageCommandTest {

  @TempDir private Path folder;

  @Test
  void twoModelsBecomeOneThatSaysWhatItIs() {
    String out = folder.resolve("mean.zip").toString();
    assertThat(average("flickr8k-rnn", "flickr8k-rnn", "0.3", out)).isZero();

    Bundle mean = new BundleReader().read(Path.of(out));
    Bundle rnn = ShippedBundles.named("flickr8k-rnn");
    assertThat(mean.parameters()).isEqualTo(rnn.parameters());
    assertThat(mean.manifest().scores()).isEmpty();
    assertThat(mean.manifest().training().options().get("average"))
        .startsWith("0.7 of flickr8k-rnn:1");
  }

  @Test
  void fileThatIsThereAlreadyStays() throws IOException {
    Path out = Files.writeString(folder.resolve("mine.zip"), "mine");
    assertThat(average("flickr8k-rnn", "flickr8k-rnn", "0.3", out.toString())).isOne();
    assertThat(out).hasContent("mine");
  }

  @Test
  void modelsThatDoNotGoTogetherLeaveNothing() {
    Path out = folder.resolve("mean.zip");
    assertThat(average("flickr8k-rnn", "flickr8k-attention", "0.5", out.toString())).isOne();
    assertThat(out).doesNotExist();
  }

  private static int average(String model, String with, String share, String out) {
    return Commands.run(
        new String[] {
          "average",
          "--model",
          model,
          "--with",
          with,
          "--share",
          share,
          "--out",
          out,
          "--precision",
          "f16"
        });
  }
}
