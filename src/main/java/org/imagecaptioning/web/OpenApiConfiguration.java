package org.imagecaptioning.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The head of the OpenAPI document; each endpoint describes itself. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  /** What most come for stands first. */
  private static final List<String> TAGS =
      List.of("captions", "models", "datasets", "training", "evaluation");

  @Bean
  static LazyDocumentation lazyDocumentation() {
    return new LazyDocumentation();
  }

  @Bean
  OpenAPI openApi(ObjectProvider<BuildProperties> build) {
    BuildProperties built = build.getIfAvailable();
    return new OpenAPI()
        .info(
            new Info()
                .title("Image captioning service")
                .description(
                    "Send a picture, get a sentence about it. Every refusal is a problem"
                        + " (RFC 9457) that says what was wrong and what would be right.")
                .version(built == null ? "unknown" : built.getVersion())
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        // Relative, so that a page opened by any name calls the service it came from.
        .servers(List.of(new Server().url("/")));
  }

  @Bean
  RequiredProperties requiredProperties() {
    return new RequiredProperties();
  }

  /** Before those that say something of every answer. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  OpenApiCustomizer commonAnswers() {
    return new CommonAnswers();
  }

  /** Every answer has it, whatever its endpoint says of itself. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  OpenApiCustomizer requestIds() {
    return document -> {
      Components components =
          Objects.requireNonNullElseGet(document.getComponents(), Components::new);
      document.components(
          components.addHeaders(
              RequestId.HEADER,
              new Header()
                  .description("The id of the call: its own, if it sent one in this header")
                  .schema(new StringSchema())));
      Header id = new Header().$ref("#/components/headers/" + RequestId.HEADER);
      document
          .getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations()
                      .forEach(
                          operation ->
                              operation
                                  .getResponses()
                                  .values()
                                  .forEach(
                                      answer -> answer.addHeaderObject(RequestId.HEADER, id))));
    };
  }

  @Bean
  OpenApiCustomizer tagsInOrder() {
    return document -> {
      List<Tag> tags = new ArrayList<>(document.getTags());
      tags.sort(Comparator.comparingInt(tag -> TAGS.indexOf(tag.getName())));
      document.setTags(tags);
    };
  }
}
