package org.imagecaptioning.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpHeaders;

/** Tells in the OpenAPI document what any call may be refused with, where it does not itself. */
final class CommonAnswers implements OpenApiCustomizer {

  private static final String UNAVAILABLE = "503";

  @Override
  public void customise(OpenAPI api) {
    api.getPaths().values().forEach(path -> path.readOperations().forEach(this::document));
  }

  private void document(Operation operation) {
    answer(operation, "400", "The path, the query, a header or the body is not as it should be");
    if (operation.getResponses().values().stream().anyMatch(CommonAnswers::mayBeRefused)) {
      answer(operation, "406", "The Accept header allows nothing that can be given");
    }
    if (operation.getRequestBody() != null) {
      answer(operation, "408", "The body stopped coming");
      answer(operation, "413", "The body is too large");
      answer(operation, "415", "The body is of a type that is not taken");
    }
    answer(operation, "500", "A fault of the service; its log says which");
    ApiResponse unavailable = operation.getResponses().get(UNAVAILABLE);
    if (unavailable != null) {
      unavailable.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header().description("In seconds").schema(new IntegerSchema()));
    }
  }

  private static boolean mayBeRefused(ApiResponse answer) {
    return answer.getContent() != null
        && !answer
            .getContent()
            .containsKey(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE);
  }

  private static void answer(Operation operation, String status, String description) {
    operation
        .getResponses()
        .putIfAbsent(status, new ApiResponse().description(description).content(problem()));
  }

  private static Content problem() {
    return new Content()
        .addMediaType(
            org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
            new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
  }
}
