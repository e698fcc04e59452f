package org.imagecaptioning.captions;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.imagecaptioning.CaptioningApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** As {@link ServiceTest}, with the model that looks at the quarters of a picture. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = CaptioningApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "captioning.home=target/attending-home",
      "captioning.cache.enabled=false",
      "captioning.models.active=" + TestModels.LOOKING
    })
@Import(TestModels.class)
@interface AttendingServiceTest {}
