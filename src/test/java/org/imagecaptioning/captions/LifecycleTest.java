package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.awt.Color;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.imagecaptioning.CaptioningApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LifecycleTest {

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream"})
  void requestInFlightIsFinishedWhenTheServiceStops(String accept) throws Exception {
    ConfigurableApplicationContext service = start();
    ColourGrid encoder = service.getBean(ColourGrid.class);
    CountDownLatch captioning = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    encoder.before =
        () -> {
          captioning.countDown();
          await(stopping);
        };
    Client client = client(service);
    CompletableFuture<HttpResponse<String>> call =
        CompletableFuture.supplyAsync(
            () -> client.post("/captions", "image/png", accept, TestImages.png(Color.RED)));
    await(captioning);

    CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close);
    waitUntilRefused(client.port());
    assertThat(call).isNotDone();
    stopping.countDown();
    stop.get();

    assertThat(call.get().statusCode()).isEqualTo(200);
    assertThat(call.get().body()).contains("\"captions\":[{\"text\":\"");
  }

  @Test
  void serviceIsReadyOnceItsModelIsWarmAndSaysSoInOneLine(CapturedOutput output) {
    try (ConfigurableApplicationContext service = start()) {
      assertThat(service.getBean(ApplicationAvailability.class).getReadinessState())
          .isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
      SelfCheck.Result first = service.getBean(SelfCheck.class).last();
      assertThat(first).isNotNull().returns(true, SelfCheck.Result::passed);
      assertThat(output.getOut().lines().filter(line -> line.contains(" ready model=")))
          .singleElement()
          .asString()
          .containsPattern(
              "ready model=drawn version=1 encoder=2x2x12 words=24 home=/\\S+ role=all port=%d startupMs=\\d+"
                  .formatted(client(service).port()));
    }
  }

  @Test
  void rootLeadsToTheDocumentation() {
    try (ConfigurableApplicationContext service = start()) {
      HttpResponse<String> response = client(service).get("/");

      assertThat(response.statusCode()).isEqualTo(302);
      assertThat(response.headers().firstValue("Location")).hasValue("/swagger-ui");
    }
  }

  @Test
  void serverKeepsItsFilesAtHome() throws IOException {
    try (ConfigurableApplicationContext service = start()) {
      ServletContext context = service.getBean(ServletContext.class);

      assertThat(Path.of(String.valueOf(context.getRealPath("/")))).startsWith(home.toRealPath());
      assertThat((File) context.getAttribute(ServletContext.TEMPDIR))
          .satisfies(folder -> assertThat(folder.toPath()).startsWith(home.toRealPath()));
    }
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(TestModels.class, CaptioningApplication.class)
        .run("--server.port=0", "--captioning.home=" + home, "--captioning.models.active=drawn");
  }

  private static Client client(ConfigurableApplicationContext service) {
    return new Client(
        service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  /** The first thing of an orderly stop is that no more connections are taken. */
  private static void waitUntilRefused(int port) {
    for (boolean refused = false; !refused; Thread.onSpinWait()) {
      try (Socket socket = new Socket("localhost", port)) {
        refused = !socket.isConnected();
      } catch (IOException noMoreConnections) {
        refused = true;
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
