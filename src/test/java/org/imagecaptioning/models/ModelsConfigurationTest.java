package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
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
            .withUserConfiguration(ModelsConfiguration.class)
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
                    .isEqualTo(new ModelSettings("main", DataSize.ofMegabytes(512))));
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
    Exception failure =
        new BeanCreationException(
            "registry", "no bean", new HomeException("The disk is full", null));
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class).stream()
                .filter(StartFailureAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(failure)))
        .singleElement()
        .satisfies(analysis -> assertThat(analysis.getDescription()).isEqualTo("The disk is full"));
  }
}
