package org.imagecaptioning.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagecaptioning.CaptioningApplication;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.features.onnx.Encoders;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this process, with folders of drawn pictures to train on. */
final class JobsService implements AutoCloseable {

  private final Path folder;
  private final ConfigurableApplicationContext context;

  /**
   * @param folder in which its home and its pictures are
   */
  JobsService(Path folder, String... more) {
    this.folder = folder;
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("--server.port=0");
    settings.add("--captioning.home=" + home());
    settings.add("--captioning.datasets.root=" + pictures());
    settings.add("--captioning.models.active=flickr8k-rnn");
    settings.add("--captioning.training.checkpoint-steps=10");
    try {
      Files.createDirectories(pictures());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Encoders.loadRuntimeFromWhereItStays();
    context =
        new SpringApplicationBuilder(CaptioningApplication.class)
            .run(settings.toArray(new String[0]));
  }

  /** Draws pictures, and makes a dataset of them. */
  void draw(String name, int images) throws IOException {
    DrawnDataset.write(pictures().resolve(name), images, 1);
    calls().register(name, name);
  }

  HttpCalls calls() {
    return new HttpCalls(
        context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  Path home() {
    return folder.resolve("home");
  }

  Path pictures() {
    return folder.resolve("pictures");
  }

  @Override
  public void close() {
    context.close();
  }
}
