package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a model looked, as JSON and in events. */
@AttendingServiceTest
class AttentionTest {

  private static final byte[] IMAGE = TestImages.png(Color.RED);

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"greedy", "beam&candidates=3", "sample&candidates=3&seed=4"})
  void everyWordSaysHowMuchItLookedAtEachPlace(String strategy) {
    JsonNode result = result("?detail=attention&minLength=3&strategy=" + strategy);

    assertThat(result.at("/grid").toString()).isEqualTo("{\"height\":2,\"width\":2}");
    assertThat(result.at("/captions").valueStream().flatMap(c -> c.at("/tokens").valueStream()))
        .isNotEmpty()
        .allSatisfy(
            token -> {
              assertThat(token.at("/logProbability").asDouble()).isNegative();
              assertThat(token.at("/attention")).hasSize(4);
              assertThat(token.at("/attention").valueStream().mapToDouble(JsonNode::asDouble).sum())
                  .isCloseTo(1, within(4e-5));
              assertThat(token.at("/attention").toString()).matches("\\[[0-9.,E-]{7,48}\\]");
            });
    assertThat(
            result.at("/captions/0/tokens").valueStream().map(t -> t.at("/attention")).distinct())
        .hasSizeGreaterThan(1);
  }

  @Test
  void tokensAloneSayNothingOfIt() {
    JsonNode result = result("?detail=tokens");

    assertThat(result.has("grid")).isFalse();
    assertThat(result.at("/captions/0/tokens/0").propertyNames())
        .containsExactly("text", "logProbability");
    assertThat(result("").at("/captions/0").has("tokens")).isFalse();
  }

  @Test
  void picturesThatDifferAreLookedAtDifferently() {
    byte[] blue = TestImages.png(Color.BLUE);
    JsonNode other =
        Client.json(client.post("/captions?detail=attention", null, null, blue)).at("/results/0");

    assertThat(other.at("/captions/0/tokens/0/attention"))
        .isNotEqualTo(result("?detail=attention").at("/captions/0/tokens/0/attention"));
  }

  @Test
  void eventsSayTheSameWordByWord() {
    HttpResponse<String> response =
        client.post("/captions?detail=attention", null, "text/event-stream", IMAGE);
    List<Event> events = Event.all(response.body());
    JsonNode result = result("?detail=attention");

    ObjectNode told = (ObjectNode) events.get(events.size() - 2).data();
    told.remove(List.of("index", "timings"));
    assertThat(told).isEqualTo(((ObjectNode) result).without("timings"));
    JsonNode tokens = result.at("/captions/0/tokens");
    for (int word = 0; word < tokens.size(); word++) {
      assertThat(events.get(word).data().at("/attention"))
          .isEqualTo(tokens.get(word).at("/attention"));
    }
  }

  private JsonNode result(String query) {
    HttpResponse<String> response = client.post("/captions" + query, null, null, IMAGE);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Client.json(response).at("/results/0");
  }
}
