package org.imagecaptioning.datasets;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Properties of an item that others wrote: more than is asked for may be there. */
final class JsonFields {

  private JsonFields() {}

  static JsonNode required(JsonNode item, String property) throws RefusedException {
    JsonNode value = item.get(property);
    if (value == null) {
      throw new RefusedException("the property \"%s\" is missing".formatted(property));
    }
    return value;
  }

  static String text(JsonNode item, String property) throws RefusedException {
    JsonNode value = required(item, property);
    if (!value.isString()) {
      throw new RefusedException("%s: a text is expected, not %s".formatted(property, kind(value)));
    }
    return value.stringValue();
  }

  /** A number or a text that tells one item from another. */
  static String id(JsonNode item, String property) throws RefusedException {
    JsonNode value = required(item, property);
    if (!value.isString() && !value.isIntegralNumber()) {
      throw new RefusedException(
          "%s: a whole number or a text is expected, not %s".formatted(property, kind(value)));
    }
    return value.asString();
  }

  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a text";
      default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
