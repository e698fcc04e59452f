package org.imagecaptioning.models;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.springframework.stereotype.Component;

/** The memory of the process, most of which the JVM's own metrics do not see. */
@Component
class MemoryMetrics {

  MemoryMetrics(MeterRegistry meters, Registry models) {
    gauge(meters, "resident", "The process in the machine's memory", Pointer::physicalBytes);
    gauge(meters, "native", "Held outside the heap through JavaCPP", Pointer::totalBytes);
    gauge(meters, "models", "Weights of the loaded models, each encoder once", models::bytes);
  }

  private static void gauge(
      MeterRegistry meters, String part, String description, Supplier<Number> bytes) {
    Gauge.builder("captioning.memory", bytes)
        .description(description)
        .baseUnit("bytes")
        .tag("part", part)
        .register(meters);
  }
}
