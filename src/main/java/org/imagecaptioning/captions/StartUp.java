package org.imagecaptioning.captions;

import java.time.Duration;
import java.util.Locale;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.models.ModelLease;
import org.imagecaptioning.models.ModelRegistry;
import org.imagecaptioning.settings.CaptioningSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Warms the active model before the service says that it is ready, and then says so in one line. A
 * model that fails its check keeps readiness down, not the service: another one can be activated.
 */
@Component
class StartUp implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(StartUp.class);

  private static final int WARM_UPS = 5;

  private final SelfCheck check;
  private final ModelRegistry models;
  private final CaptioningSettings settings;
  private final Environment environment;

  StartUp(
      SelfCheck check, ModelRegistry models, CaptioningSettings settings, Environment environment) {
    this.check = check;
    this.models = models;
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    for (int i = 0; i < WARM_UPS && check.run().passed(); i++) {
      log.debug("Warm-up {} of {} is done", i + 1, WARM_UPS);
    }
  }

  @EventListener
  void started(ApplicationReadyEvent event) {
    SelfCheck.Result last = check.last();
    boolean ready = last != null && last.passed();
    Duration took = event.getTimeTaken();
    try (ModelLease lease = models.acquireActive()) {
      LoadedModel model = lease.model();
      EncoderInput input = model.encoder().input();
      log.info(
          "{} model={} version={} encoder={}x{}x{} words={} home={} role={} port={} startupMs={}",
          ready ? "ready" : "not-ready",
          model.name(),
          model.version(),
          input.width(),
          input.height(),
          model.encoder().depth(),
          model.vocabulary().size(),
          settings.home(),
          settings.role().name().toLowerCase(Locale.ROOT),
          environment.getProperty("local.server.port"),
          took == null ? "unknown" : took.toMillis());
    }
  }
}
