package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways around the rules: other spellings of paths, other methods than that of the request line. */
class PathSpellingsTest {

  private static AccessTestService service;
  private static String caption;
  private static String train;

  @BeforeAll
  static void start(@TempDir Path folder) {
    Path file = folder.resolve("keys");
    caption = AccessTestService.makeKey(file, "reader", "caption");
    train = AccessTestService.makeKey(file, "trainer", "train");
    service = new AccessTestService(folder, "--captioning.access.keys-file=" + file);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/train",
        "//train",
        "/train/",
        "/./train",
        "/x/../train",
        "/captions/../train",
        "/actuator/health/../../train",
        "/swagger-ui/../train",
        "/swagger-ui/%2e%2e/train",
        "/%2e/train",
        "/%74rain",
        "/tr%61in",
        "/TRAIN",
        "/train;x=y",
        "/;x=y/train",
        "/captions;/../train",
        "/actuator/health/..;/..;/train",
        "/train%3Bx",
        "/captions%2F..%2Ftrain",
        "/train%20",
        "/train%09",
        "/train.json",
        "/train?/captions",
        "/train#/captions",
        "/datasets;v=1/mine",
        "/models;v=1/mine/1/bundle",
        "/models/mine/1/bundle/",
        "/models/mine/1/%62undle",
        "/models//mine/1/bundle",
        "/models/mine/1;v=2/bundle;x",
        "*",
        "http://localhost/train",
        "\\train",
      })
  void otherSpellingOfAPathOpensNothing(String path) throws IOException {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "train")) {
      String call = method + " " + path;
      assertThat(service.call(call).outcome()).as(call).isNotEqualTo("reached");
      assertThat(service.call(call, "Authorization: Bearer " + caption).outcome())
          .as(call)
          .isNotEqualTo("reached");
    }
  }

  @Test
  void everySpellingOfAPathThatLeadsToAnEndpointIsOpenedByItsKey() throws IOException {
    for (String path : List.of("/%74rain", "/train?x=y")) {
      assertThat(service.call("POST " + path, "Authorization: Bearer " + train).outcome())
          .as(path)
          .isEqualTo("reached");
    }
  }

  @Test
  void methodIsThatOfTheRequestLineWhateverAHeaderOrParameterSays() throws IOException {
    String reader = "Authorization: Bearer " + caption;

    assertThat(service.call("POST /train", reader, "X-HTTP-Method-Override: GET").outcome())
        .isEqualTo("403");
    assertThat(service.call("POST /models/mine/1?_method=GET", reader).outcome()).isEqualTo("403");
  }
}
