package org.imagecaptioning.captions;

import java.time.Clock;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.web.ProblemResponses;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

/** What captioning is made of, and the self-check that runs as long as the service does. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CaptionsConfiguration {

  /** Made on the main thread: the readers of pictures are found only there. */
  @Bean
  ImageDecoder imageDecoder(ImageLimits limits) {
    return new ImageDecoder(limits);
  }

  @Bean
  Admission admission(AdmissionSettings settings, CaptionMetrics metrics) {
    return new Admission(settings, System::nanoTime, metrics::rejected);
  }

  /** Behind the filters of access: who may not call hears that first. */
  @Bean
  FilterRegistrationBean<RoomFilter> room(
      CaptionService service, CaptionMetrics metrics, ProblemResponses problems) {
    FilterRegistrationBean<RoomFilter> registration =
        new FilterRegistrationBean<>(new RoomFilter(service, metrics, problems));
    registration.addUrlPatterns(CaptionsController.PATH);
    return registration;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  SchedulingConfigurer selfChecks(SelfCheck check, CaptioningSettings settings) {
    return tasks ->
        tasks.addFixedDelayTask(
            new IntervalTask(
                check::run, settings.selfCheckInterval(), settings.selfCheckInterval()));
  }
}
