package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed. */
class KilledTrainingTest {

  private static final int KILLS = 4;

  @TempDir private Path folder;

  @Test
  void aTrainingThatIsKilledAgainAndAgainEndsWithTheVeryWeightsOfAnUndisturbedOne()
      throws Exception {
    Path dataset = folder.resolve("drawn");
    DrawnDataset.write(dataset, 200, 1);
    TrainingOutcome undisturbed =
        KilledTraining.run(dataset, folder.resolve("undisturbed"), TrainingListener.SILENT);

    Path home = folder.resolve("home");
    Path made = folder.resolve("made.zip");
    SplittableRandom random = new SplittableRandom(20);
    int killed = 0;
    // the first time while features are extracted, then on any step
    while (!ended(dataset, home, made, lines(killed, random), random)) {
      killed++;
    }

    assertThat(killed).isEqualTo(KILLS);
    Bundle bundle = new BundleReader().read(made);
    assertThat(bundle.parameters()).isEqualTo(undisturbed.made().parameters());
    assertThat(bundle.vocabulary()).isEqualTo(undisturbed.made().vocabulary());
    assertThat(bundle.manifest().scores()).isEqualTo(undisturbed.scores());
  }

  private static int lines(int killed, SplittableRandom random) {
    return killed == KILLS ? -1 : killed == 0 ? 2 : 1 + random.nextInt(20);
  }

  /**
   * One process.
   *
   * @param lines after which it is killed, a moment after it was let go on; -1 for never
   * @return whether it lived to the end
   */
  private boolean ended(Path dataset, Path home, Path made, int lines, SplittableRandom random)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledTraining.class.getName(),
                dataset.toString(),
                home.toString(),
                made.toString())
            .redirectError(folder.resolve("stderr.txt").toFile())
            .start();
    try (BufferedReader said =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OutputStream goOn = process.getOutputStream()) {
      String line = said.readLine();
      for (int heard = 1; line != null && !line.equals("done"); heard++) {
        if (heard == lines) {
          // let go on for some steps at once, and killed somewhere in them
          goOn.write(new byte[1 + random.nextInt(4)]);
          goOn.flush();
          process.destroyForcibly();
          process.waitFor();
          return false;
        }
        goOn.write(1);
        goOn.flush();
        line = said.readLine();
      }
      assertThat(line).as("see %s", folder.resolve("stderr.txt")).isEqualTo("done");
      return process.waitFor() == 0;
    }
  }
}
