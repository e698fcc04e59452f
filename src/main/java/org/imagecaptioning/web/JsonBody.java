package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object that was sent, taken strictly: each property is known, comes once and is of its own
 * type; a string is no number, and 1.5 no whole one, though 3.0 is. What is wrong is told with what
 * would be right.
 */
public final class JsonBody {

  private static final int MOST_BYTES = 1 << 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /**
   * @param known the properties that there may be, in the order that they are told in
   * @throws ProblemException if the body is no JSON object, or has another property
   */
  public static JsonBody read(HttpServletRequest request, Collection<String> known)
      throws IOException {
    requireJson(request.getContentType());
    try (RequestBody body = RequestBody.of(request, MOST_BYTES)) {
      return of(body.readAllBytes(), known);
    }
  }

  static JsonBody of(byte[] bytes, Collection<String> known) {
    JsonNode object = parse(bytes);
    if (!object.isObject()) {
      throw new ProblemException(
          ProblemType.MALFORMED_JSON, "The body is a JSON object, not " + kind(object) + ".");
    }
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw new ProblemException(
            ProblemType.UNKNOWN_PROPERTY,
            "There is no property '%s'; there are %s.".formatted(name, String.join(", ", known)));
      }
    }
    return new JsonBody(object);
  }

  private static void requireJson(@Nullable String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return;
    }
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      if (MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
        return;
      }
    } catch (InvalidMediaTypeException noMediaType) {
      // told below
    }
    throw new ProblemException(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "The Content-Type header says %s; it should be application/json.".formatted(contentType));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException broken) {
      throw new ProblemException(
          ProblemType.MALFORMED_JSON,
          "The body is not one well-formed JSON object: %s (line %d, column %d)."
              .formatted(
                  broken.getOriginalMessage().lines().findFirst().orElse("it cannot be read"),
                  broken.getLocation().getLineNr(),
                  broken.getLocation().getColumnNr()),
          broken);
    }
  }

  /** The same for all ways to write the same: sorted, without blanks. */
  public String canonical() {
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
    return MAPPER.writeValueAsString(sorted);
  }

  /** Whether the property is there, null or not. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** Null if it is absent. */
  public @Nullable String text(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(name, "a string", value);
    }
    return value.stringValue();
  }

  /**
   * @throws ProblemException if it is absent
   */
  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw new ProblemException(
          ProblemType.INVALID_PROPERTY,
          "The property '%s' is missing; it is a string.".formatted(name));
    }
    return text;
  }

  /**
   * Several strings; none if it is absent.
   *
   * @param most of them
   */
  public List<String> texts(String name, int most) {
    JsonNode value = object.get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()
        || value.size() > most
        || !value.valueStream().allMatch(JsonNode::isString)) {
      throw wrong(name, "a list of at most %d strings".formatted(most), value);
    }
    return value.valueStream().map(JsonNode::stringValue).toList();
  }

  public boolean flag(String name, boolean absent) {
    JsonNode value = object.get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false", value);
    }
    return value.booleanValue();
  }

  public int whole(String name, int absent, int least, int most) {
    return (int) whole(name, (long) absent, least, most);
  }

  public long whole(String name, long absent, long least, long most) {
    JsonNode value = object.get(name);
    if (value == null) {
      return absent;
    }
    if (!value.canConvertToExactIntegral() // 3.0 is a whole number, as JSON Schema has it
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw wrong(
          name,
          most >= Integer.MAX_VALUE && least < 0
              ? "a whole number"
              : "a whole number from %d to %d".formatted(least, most),
          value);
    }
    return value.longValue();
  }

  /** Null if it is absent; whoever takes it says what is out of range. */
  public @Nullable Integer whole(String name) {
    return has(name) ? whole(name, 0, Integer.MIN_VALUE, Integer.MAX_VALUE) : null;
  }

  /** Null if it is absent; whoever takes it says what is out of range. */
  public @Nullable Double number(String name) {
    return has(name) ? number(name, 0, -Double.MAX_VALUE, Double.MAX_VALUE) : null;
  }

  public double number(String name, double absent, double least, double most) {
    JsonNode value = object.get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw wrong(name, range(least, most), value);
    }
    return value.doubleValue();
  }

  /**
   * One of an enum's constants, sent in lower case with hyphens.
   *
   * @param absent the value if it is absent
   */
  public <E extends Enum<E>> E choice(String name, E absent) {
    E chosen = choice(name, absent.getDeclaringClass());
    return chosen == null ? absent : chosen;
  }

  /** One of an enum's constants, sent in lower case with hyphens; null if it is absent. */
  public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(JsonBody::word)
            .collect(Collectors.joining(", "));
    throw wrong(name, "one of " + words, object.path(name));
  }

  /** How an enum's constant is sent. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ProblemException wrong(String name, String expected, JsonNode value) {
    return new ProblemException(
        ProblemType.INVALID_PROPERTY,
        "%s is %s, not %s.".formatted(name, expected, shortened(value.toString())));
  }

  private static String shortened(String value) {
    return value.length() <= 80 ? value : value.substring(0, 77) + "...";
  }

  private static String range(double least, double most) {
    return most == Double.MAX_VALUE
        ? "a number"
        : "a number from %s to %s".formatted(told(least), told(most));
  }

  private static String told(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "empty" : shortened(node.toString());
  }
}
