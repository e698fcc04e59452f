package org.imagecaptioning.jobs;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document of a service, held against what the service answers. */
final class OpenApiDocument {

  private static final String SCHEMAS = "#/components/schemas/";

  private final JsonNode document;
  private final Set<String> seen = new TreeSet<>();

  OpenApiDocument(JsonNode document) {
    this.document = document;
  }

  /** The named schemas that answers were held against. */
  Set<String> seen() {
    return seen;
  }

  /** The properties that are always there. */
  List<String> required(String schema) {
    return document
        .path("components")
        .path("schemas")
        .path(schema)
        .path("required")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  /** What an answer has that the document does not tell of, or has not that should be there. */
  List<String> faults(String method, String path, HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode schema =
        document
            .path("paths")
            .path(path)
            .path(method)
            .path("responses")
            .path(Integer.toString(answer.statusCode()))
            .path("content")
            .path(type)
            .path("schema");
    List<String> faults = new ArrayList<>();
    if (schema.isMissingNode()) {
      faults.add("%s of %s as %s".formatted(answer.statusCode(), path, type));
    } else {
      check(method + " " + path, schema, HttpCalls.json(answer), faults);
    }
    return faults;
  }

  private void check(String place, JsonNode schema, JsonNode value, List<String> faults) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asString().substring(SCHEMAS.length());
      seen.add(name);
      check(name, document.path("components").path("schemas").path(name), value, faults);
    } else if (value.isNull()) {
      faults.add(place + " is null");
    } else if (value.isArray()) {
      value.forEach(item -> check(place, schema.path("items"), item, faults));
    } else if (value.isObject()) {
      checkProperties(place, schema, value, faults);
    }
  }

  private void checkProperties(String place, JsonNode schema, JsonNode value, List<String> faults) {
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asString())) {
        faults.add("%s has no %s: %s".formatted(place, required.asString(), value));
      }
    }
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      JsonNode described = schema.path("properties").path(property.getKey());
      if (described.isMissingNode()) {
        described = schema.path("additionalProperties");
      }
      if (described.isMissingNode()) {
        faults.add("%s has %s, which is not described".formatted(place, property.getKey()));
      }
      check(place + "." + property.getKey(), described, property.getValue(), faults);
    }
  }
}
