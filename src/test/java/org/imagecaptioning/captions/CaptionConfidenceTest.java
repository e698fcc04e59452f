package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** How far captions can be trusted, of a model whose bundle says so. */
@AttendingServiceTest
class CaptionConfidenceTest {

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @Test
  void confidenceRisesWithTheProbabilityOfItsWords() {
    for (JsonNode caption : captions()) {
      int counted = caption.at("/tokens").size() + (caption.at("/finished").asBoolean() ? 1 : 0);
      double perWord = caption.at("/logProbability").asDouble() / counted;
      double expected = Math.max(0.125, Math.min(0.875, 0.125 + (perWord + 4) / 3 * 0.75));

      assertThat(caption.at("/confidence").asDouble()).isCloseTo(expected, within(6e-4));
    }
  }

  @Test
  void onlyThoseBelowTheThresholdAreToldToBeUncertain() {
    for (JsonNode caption : captions()) {
      if (caption.at("/confidence").asDouble() < 0.5) {
        assertThat(caption.at("/uncertain").asBoolean()).isTrue();
      } else {
        assertThat(caption.has("uncertain")).isFalse();
      }
    }
    assertThat(captions().stream().map(caption -> caption.has("uncertain")).distinct()).hasSize(2);
  }

  private List<JsonNode> captions() {
    HttpResponse<String> response =
        client.post(
            "/captions?detail=tokens&strategy=sample&candidates=20&seed=1&temperature=2",
            null,
            null,
            TestImages.png(Color.RED));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Client.json(response).at("/results/0/captions").valueStream().toList();
  }
}
