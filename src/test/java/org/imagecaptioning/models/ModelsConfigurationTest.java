package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.home.HomeConfiguration;
import org.imagecaptioning.home.HomeException;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.unit.DataSize;

class ModelsConfigurationTest {

  @TempDir Path home;

  private ApplicationContextRunner service = new ApplicationContextRunner();

  @BeforeEach
  void makeModel() throws IOException {
    new RegistryFixture(home);
    service =
        new ApplicationContextRunner()
            .withBean(EncoderLoader.class, Colours::new)
            .withUserConfiguration(HomeConfiguration.class, ModelsConfiguration.class)
            .withPropertyValues("captioning.home=" + home);
  }

  @Test
  void theServiceHasItsActiveModelFromTheHome() {
    service
        .withPropertyValues("captioning.models.active=main")
        .run(
            context -> {
              ModelRegistry registry = context.getBean(ModelRegistry.class);
              try (ModelLease lease = registry.acquireActive()) {
                assertThat(lease.model().name()).isEqualTo("main");
              }
            });
  }

  @Test
  void encodersAreRunByOnnxRuntime() throws IOException {
    // Not a temporary directory: libraries that are loaded are not unloaded after this test.
    Path lasting = Path.of("target", "models-home");
    Manifest manifest =
        BundleFixtures.manifest(
            "real",
            "1",
            new Manifest.Encoder(
                "grid",
                new EncoderInput(8, 8, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
                4,
                3,
                2,
                2));
    Bundle bundle =
        new Bundle(
            manifest,
            new ClassPathResource("encoder/grid.onnx").getContentAsByteArray(),
            BundleFixtures.parameters(manifest.captioner(), 1),
            BundleFixtures.VOCABULARY);
    new BundleWriter().write(lasting.resolve("models/real/1.zip"), bundle, Precision.F16);
    new ApplicationContextRunner()
        .withUserConfiguration(HomeConfiguration.class, ModelsConfiguration.class)
        .withPropertyValues("captioning.home=" + lasting, "captioning.models.active=real")
        .run(
            context -> {
              try (ModelLease lease = context.getBean(ModelRegistry.class).acquireActive()) {
                byte[] white = new byte[8 * 8 * 3];
                Arrays.fill(white, (byte) 255);
                float[] features = lease.model().encoder().extract(new Picture(8, 8, white)).mean();
                assertThat(features).containsExactly(255, 255, 255);
                assertThat(lease.model().captioner().scorer(features)).isNotNull();
              }
            });
  }

  @Test
  void aSecondServiceOnTheSameHomeDoesNotStartAndAThirdDoesOnceTheFirstStopped() {
    ApplicationContextRunner main = service.withPropertyValues("captioning.models.active=main");
    main.run(
        first ->
            main.run(
                second ->
                    assertThat(second)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(HomeException.class)
                        .hasMessageContaining(home.toRealPath().resolve("lock").toString())));
    main.run(third -> assertThat(third).hasNotFailed());
  }

  @Test
  void aMissingActiveModelEndsTheStartWithWordsAndGivesTheHomeBack() {
    service
        .withPropertyValues("captioning.models.active=mine")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("There is no model \"mine\"; there is"));
    CaptioningHome.open(home).close();
  }

  @Test
  void settingsHaveTheirDefaults() {
    service
        .withPropertyValues("captioning.models.active=main")
        .run(
            context ->
                assertThat(context.getBean(ModelSettings.class))
                    .isEqualTo(
                        new ModelSettings(
                            "main", DataSize.ofMegabytes(512), DataSize.ofMegabytes(512))));
  }

  @Test
  void memoryIsNotNegative() {
    service
        .withPropertyValues("captioning.models.memory=-1MB")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("captioning.models.memory"));
  }

  @Test
  void whatFailsOnPurposeIsToldInItsOwnWords() {
    // Some of the others cannot be made without a context.
    List<FailureAnalyzer> analyzers =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, (type, name, unneeded) -> {});
    Exception failure =
        new BeanCreationException(
            "registry", "no bean", new HomeException("The disk is full", null));
    assertThat(
            analyzers.stream()
                .filter(StartFailureAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(failure)))
        .singleElement()
        .satisfies(analysis -> assertThat(analysis.getDescription()).isEqualTo("The disk is full"));
  }
}
