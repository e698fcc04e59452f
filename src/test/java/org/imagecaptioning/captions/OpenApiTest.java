package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class OpenApiTest {

  private JsonNode api;
  private JsonNode operation;

  @BeforeEach
  void read(@LocalServerPort int port) {
    HttpResponse<String> response = new Client(port).get("/v3/api-docs");
    assertThat(response.statusCode()).isEqualTo(200);
    api = Client.json(response);
    operation = api.at("/paths/~1captions/post");
  }

  @Test
  void documentSaysWhatItIs() {
    assertThat(api.at("/info/title").asString()).isEqualTo("Image captioning service");
    assertThat(api.at("/info/license/name").asString()).isEqualTo("Apache-2.0");
    assertThat(api.at("/paths").propertyNames()).contains("/captions", "/models");
  }

  @Test
  void captionsStandFirst() {
    assertThat(api.at("/tags").valueStream().map(tag -> tag.at("/name").asString()))
        .containsExactly("captions", "models", "datasets", "training", "evaluation");
  }

  @Test
  void everyParameterThatIsTakenIsDescribedWithItsRange() {
    assertThat(operation.at("/parameters").valueStream().map(p -> p.at("/name").asString()))
        .containsExactlyElementsOf(CaptionQuery.NAMES);
    JsonNode beamSize = operation.at("/parameters/2/schema");
    assertThat(beamSize.at("/minimum").asInt()).isEqualTo(1);
    assertThat(beamSize.at("/maximum").asInt()).isEqualTo(20);
    assertThat(operation.at("/parameters/2/description").asString()).endsWith("; default 3");
    assertThat(operation.at("/parameters/1/schema/enum").valueStream().map(JsonNode::asString))
        .containsExactly("beam", "greedy", "sample");
  }

  @Test
  void imagesAreFilesInAFormOrTheBody() {
    JsonNode content = operation.at("/requestBody/content");

    JsonNode form = content.at("/multipart~1form-data/schema");
    if (form.has("$ref")) {
      form = api.at(form.at("/$ref").asString().substring(1));
    }
    assertThat(form.at("/properties/image/type").asString()).isEqualTo("array");
    assertThat(form.at("/properties/image/items/format").asString()).isEqualTo("binary");
    assertThat(content.at("/application~1octet-stream/schema/format").asString())
        .isEqualTo("binary");
  }

  @Test
  void answersAndProblemsAreDescribed() {
    assertThat(operation.at("/responses").propertyNames())
        .containsExactlyInAnyOrder(
            "200", "400", "404", "406", "408", "413", "415", "421", "422", "500", "503", "507");
    assertThat(operation.at("/responses/200/content").propertyNames())
        .containsExactlyInAnyOrder(
            "application/json", "text/plain", "text/event-stream", "image/png");
    assertThat(operation.at("/responses/200/content/image~1png/schema/format").asString())
        .isEqualTo("binary");
    assertThat(
            operation.at("/responses/422/content/application~1problem+json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(api.at("/components/schemas").propertyNames())
        .contains("Captions", "CaptionsOfImage", "Caption", "Token", "Timings", "Problem")
        .doesNotContain("ProblemDetail");
  }

  @Test
  void everyCallMayBeRefusedAndTellsOfIt() {
    assertThat(api.at("/paths").valueStream().flatMap(JsonNode::valueStream))
        .allSatisfy(
            call -> {
              assertThat(call.at("/responses").propertyNames()).contains("400", "500");
              assertThat(call.at("/responses/503").isMissingNode())
                  .isEqualTo(call.at("/responses/503/headers/Retry-After").isMissingNode());
              if (call.has("requestBody")) {
                assertThat(call.at("/responses").propertyNames()).contains("408", "413", "415");
              }
            });
    assertThat(api.at("/paths/~1train~1{id}/get/responses").propertyNames())
        .containsExactlyInAnyOrder("200", "400", "404", "406", "500", "503");
    assertThat(api.at("/paths/~1datasets~1{name}/delete/responses").propertyNames())
        .doesNotContain("406");
  }

  @Test
  void placesInPathsAreDescribedWithWhatTheyMayBe() {
    assertThat(api.at("/paths/~1train~1{id}/get/parameters/0/schema/format").asString())
        .isEqualTo("uuid");
    JsonNode model = api.at("/paths/~1models~1{name}~1{version}/get/parameters");
    assertThat(model.at("/0/schema/pattern").asString()).isEqualTo("^[a-z0-9][a-z0-9._-]{0,62}$");
    assertThat(model.at("/1/schema/pattern").asString()).isEqualTo("^[1-9][0-9]{0,8}$");
  }

  @Test
  void bodiesAreClosedSinceWhatIsUnknownIsRefused() {
    assertThat(api.at("/components/schemas").propertyStream())
        .filteredOn(
            schema ->
                List.of("Images", "BundleUpload", "ModelToActivate", "DatasetUpload")
                        .contains(schema.getKey())
                    || List.of("DatasetFolder", "Training", "Evaluation").contains(schema.getKey()))
        .hasSize(7)
        .allSatisfy(
            schema ->
                assertThat(schema.getValue().path("additionalProperties").asBoolean(true))
                    .isFalse());
  }

  @Test
  void everyAnswerHasTheIdOfItsRequest() {
    assertThat(api.at("/components/headers/X-Request-Id/schema/type").asString())
        .isEqualTo("string");
    assertThat(operation.at("/responses").valueStream())
        .allSatisfy(answer -> assertThat(answer.at("/headers").has("X-Request-Id")).isTrue());
  }
}
