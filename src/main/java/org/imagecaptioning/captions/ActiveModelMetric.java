package org.imagecaptioning.captions;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.imagecaptioning.models.LoadedModel;
import org.springframework.stereotype.Component;

/** 1 for the model that answers where a call names none; no row for any other. */
@Component
class ActiveModelMetric {

  private final MultiGauge gauge;

  ActiveModelMetric(MeterRegistry registry) {
    this.gauge =
        MultiGauge.builder("captioning.model.active")
            .description("1 for the model that answers where a call names none")
            .register(registry);
  }

  void show(LoadedModel model) {
    Tags tags = Tags.of("model", model.name(), "version", model.version());
    gauge.register(List.of(MultiGauge.Row.of(tags, 1)), true);
  }
}
