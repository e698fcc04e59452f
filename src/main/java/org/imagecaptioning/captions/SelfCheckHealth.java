package org.imagecaptioning.captions;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports the last self-check, and never runs one: asking often costs nothing. */
@Component("captions")
class SelfCheckHealth implements HealthIndicator {

  private final SelfCheck check;

  SelfCheckHealth(SelfCheck check) {
    this.check = check;
  }

  @Override
  public Health health() {
    SelfCheck.Result last = check.last();
    if (last == null) {
      return Health.outOfService().withDetail("reason", "No self-check has ended yet").build();
    }
    Health.Builder health = last.passed() ? Health.up() : Health.down();
    health.withDetail("checkedAt", last.at());
    if (last.model() != null) {
      health.withDetail("model", last.model());
    }
    if (last.caption() != null && last.timings() != null) {
      health.withDetail("caption", last.caption()).withDetail("timings", last.timings());
    }
    if (last.failure() != null) {
      health.withDetail("failure", last.failure());
    }
    return health.build();
  }
}
