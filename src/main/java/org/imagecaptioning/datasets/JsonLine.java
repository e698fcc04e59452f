package org.imagecaptioning.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of captions.jsonl: {@code {"image": "images/1.jpg", "captions": ["..."], "split":
 * "train"}}. Nothing is guessed: what is not exactly this is refused.
 */
record JsonLine(String image, List<String> captions, Optional<Split> split) {

  private static final Set<String> PROPERTIES = Set.of("image", "captions", "split");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static JsonLine parse(String text) throws RefusedException {
    JsonNode line = json(text);
    if (!line.isObject()) {
      throw new RefusedException(
          "a JSON object is expected, not %s".formatted(JsonFields.kind(line)));
    }
    for (String property : line.propertyNames()) {
      if (!PROPERTIES.contains(property)) {
        throw new RefusedException(
            "unknown property \"%s\"; known are image, captions and split".formatted(property));
      }
    }
    return new JsonLine(
        text("image", JsonFields.required(line, "image")),
        captions(JsonFields.required(line, "captions")),
        split(line));
  }

  private static JsonNode json(String text) throws RefusedException {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new RefusedException("not JSON: " + e.getOriginalMessage());
    }
  }

  private static String text(String what, JsonNode value) throws RefusedException {
    if (!value.isString()) {
      throw new RefusedException(
          "%s: a text is expected, not %s".formatted(what, JsonFields.kind(value)));
    }
    return value.stringValue();
  }

  private static List<String> captions(JsonNode value) throws RefusedException {
    if (!value.isArray()) {
      throw new RefusedException(
          "captions: a list of texts is expected, not %s".formatted(JsonFields.kind(value)));
    }
    if (value.isEmpty()) {
      throw new RefusedException("captions: at least one is expected, the list is empty");
    }
    List<String> captions = new ArrayList<>();
    for (JsonNode caption : value) {
      captions.add(CaptionText.checked(text("captions", caption)));
    }
    return captions;
  }

  private static Optional<Split> split(JsonNode line) throws RefusedException {
    JsonNode value = line.get("split");
    if (value == null) {
      return Optional.empty();
    }
    String word = text("split", value);
    for (Split split : Split.values()) {
      if (split.word().equals(word)) {
        return Optional.of(split);
      }
    }
    throw new RefusedException(
        "split: one of %s is expected, not \"%s\""
            .formatted(
                Arrays.stream(Split.values()).map(Split::word).collect(Collectors.joining(", ")),
                word));
  }
}
