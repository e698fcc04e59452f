package org.imagecaptioning.access;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Objects;
import org.imagecaptioning.access.AccessRules.Need;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;

/** Tells in the OpenAPI document what the rules ask of each call, as far as they are in force. */
final class AccessDocumentation implements OpenApiCustomizer {

  private static final String SCHEME = "key";
  private static final String UNAUTHORIZED = "401";
  private static final String FORBIDDEN = "403";
  private static final String TOO_MANY_REQUESTS = "429";

  private final AccessRules rules;
  private final boolean keys;
  private final boolean limits;

  /**
   * @param keys whether there are any
   * @param limits whether callers may make only so many calls
   */
  AccessDocumentation(AccessRules rules, boolean keys, boolean limits) {
    this.rules = rules;
    this.keys = keys;
    this.limits = limits;
  }

  @Override
  public void customise(OpenAPI api) {
    if (keys) {
      Components components = Objects.requireNonNullElseGet(api.getComponents(), Components::new);
      api.components(components.addSecuritySchemes(SCHEME, bearer()));
    }
    if (api.getPaths() != null) {
      api.getPaths()
          .forEach(
              (path, item) ->
                  item.readOperationsMap()
                      .forEach(
                          (method, operation) ->
                              document(
                                  operation,
                                  rules.needOf(method.name(), PathContainer.parsePath(path)))));
    }
  }

  private void document(Operation operation, Need need) {
    if (keys && need.scope() != null) {
      String scope = need.scope().label();
      operation.addSecurityItem(new SecurityRequirement().addList(SCHEME, scope));
      answer(operation, UNAUTHORIZED, "There is no key, or one that is not known");
      answer(operation, FORBIDDEN, "The key has not the scope " + scope);
    } else if (!keys && need.change()) {
      answer(operation, FORBIDDEN, "There are no keys, and the call is not from this machine");
    }
    if (limits && !need.open()) {
      answer(operation, TOO_MANY_REQUESTS, "This key or address has made too many calls")
          .addHeaderObject(HttpHeaders.RETRY_AFTER, header("Seconds until the next may come"));
      operation.getResponses().values().forEach(AccessDocumentation::tellWhatIsLeft);
    }
  }

  private static void tellWhatIsLeft(ApiResponse answer) {
    answer
        .addHeaderObject(RateLimitFilter.POLICY, header("As \"key\";q=600;w=60: 600 calls in 60 s"))
        .addHeaderObject(
            RateLimitFilter.LIMIT, header("As \"key\";r=599;t=1: 599 are left, all again in 1 s"));
  }

  private static Header header(String description) {
    return new Header().description(description).schema(new StringSchema());
  }

  private static ApiResponse answer(Operation operation, String status, String description) {
    ApiResponses answers =
        Objects.requireNonNullElseGet(operation.getResponses(), ApiResponses::new);
    answers.putIfAbsent(status, new ApiResponse().description(description).content(problem()));
    operation.responses(answers);
    return answers.get(status);
  }

  private static Content problem() {
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
    return new Content()
        .addMediaType(
            org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
            new MediaType().schema(problem));
  }

  private static SecurityScheme bearer() {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description("A key that the operator made. Calls say which scope it has to have.");
  }
}
