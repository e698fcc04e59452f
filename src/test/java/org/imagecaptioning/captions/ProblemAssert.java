package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What every problem has. */
public final class ProblemAssert {

  private ProblemAssert() {}

  /**
   * @param detail what the detail contains
   */
  public static void assertProblem(
      HttpResponse<String> response, int status, String type, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = Client.json(response);
    assertFields(problem, status, type, detail);
    assertThat(problem.at("/instance").asString()).isEqualTo(response.uri().getRawPath());
    assertThat(response.headers().firstValue("X-Request-Id"))
        .hasValue(problem.at("/requestId").asString());
  }

  /**
   * @param answer status line, headers and body, as they came from a socket
   */
  public static void assertProblem(String answer, int status, String type, String detail) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).containsPattern("(?i)\r\ncontent-type: application/problem\\+json");
    assertThat(answer).containsPattern("(?i)\r\ncontent-length: ");
    assertFields(Client.json(answer), status, type, detail);
  }

  private static void assertFields(JsonNode problem, int status, String type, String detail) {
    assertThat(problem.at("/type").asString()).isEqualTo("urn:problem:captioning:" + type);
    assertThat(problem.at("/status").asInt()).isEqualTo(status);
    assertThat(problem.at("/title").asString()).isNotBlank();
    assertThat(problem.at("/detail").asString()).contains(detail);
    assertThat(problem.toString()).doesNotContain("Exception", "org.imagecaptioning", "\\tat ");
  }
}
