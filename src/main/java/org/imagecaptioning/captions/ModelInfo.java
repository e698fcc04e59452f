package org.imagecaptioning.captions;

import java.util.Map;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.models.ModelLease;
import org.imagecaptioning.models.ModelRegistry;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Names the active model at /actuator/info. */
@Component
class ModelInfo implements InfoContributor {

  private final ModelRegistry models;

  ModelInfo(ModelRegistry models) {
    this.models = models;
  }

  @Override
  public void contribute(Info.Builder info) {
    try (ModelLease lease = models.acquireActive()) {
      LoadedModel model = lease.model();
      info.withDetail("model", Map.of("name", model.name(), "version", model.version()));
    }
  }
}
