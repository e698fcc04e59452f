package org.imagecaptioning.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * The items of lists in one large JSON object, one at a time: what is in memory does not grow with
 * the file.
 */
final class JsonItems {

  static final int MOST_TOKENS = 50_000; // of one item

  private static final int LONGEST_TEXT = 1_000_000; // characters

  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
              .build());

  /** What is done with an item. */
  @FunctionalInterface
  interface Use {

    /**
     * @param place as {@code captions.json: annotations[3]}
     */
    void item(String place, JsonNode item) throws RefusedException;
  }

  /** What is done with the beginning of a list; gives whether to look further. */
  @FunctionalInterface
  interface FirstUse {
    boolean first(String list, JsonNode item);
  }

  private JsonItems() {}

  /**
   * Reads a file from its beginning to its end.
   *
   * @param lists what is done with the items of the lists of these names; others are passed over
   * @throws DatasetException if the file cannot be read, is not JSON to its end, or a list is
   *     missing
   */
  static void read(DatasetFolder folder, String name, Map<String, Use> lists, Problems problems) {
    try (InputStream in = open(folder, name);
        JsonParser parser = MAPPER.createParser(in)) {
      Set<String> missing = new HashSet<>(lists.keySet());
      start(parser);
      for (String list = parser.nextName(); list != null; list = parser.nextName()) {
        JsonToken value = parser.nextToken();
        Use use = lists.get(list);
        if (use == null || value != JsonToken.START_ARRAY) {
          parser.skipChildren();
        } else {
          missing.remove(list);
          items(parser, name + ": " + list, use, problems);
        }
      }
      if (!missing.isEmpty()) {
        throw new RefusedException(
            "the list \"%s\" is missing".formatted(missing.iterator().next()));
      }
    } catch (JacksonException e) {
      throw unreadable(folder, name, "not JSON %s: %s".formatted(where(e), e.getOriginalMessage()));
    } catch (RefusedException | IOException e) {
      throw unreadable(folder, name, String.valueOf(e.getMessage()));
    }
  }

  /** Shows the first item of each list until it was enough, or the file cannot be read further. */
  static void peek(Path file, FirstUse use) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = MAPPER.createParser(in)) {
      start(parser);
      for (String list = parser.nextName(); list != null; list = parser.nextName()) {
        if (parser.nextToken() == JsonToken.START_ARRAY
            && parser.nextToken() != JsonToken.END_ARRAY) {
          if (!use.first(list, item(parser))) {
            return;
          }
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
          }
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException | IOException | RefusedException unreadable) {
      // Whoever reads it as what it was taken for says what is wrong, and where.
    }
  }

  private static void start(JsonParser parser) throws RefusedException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new RefusedException("a JSON object is expected");
    }
  }

  private static void items(JsonParser parser, String place, Use use, Problems problems) {
    for (long i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String at = "%s[%d]".formatted(place, i);
      try {
        use.item(at, item(parser));
      } catch (RefusedException e) {
        problems.add(at, e);
      }
    }
  }

  /** The value that begins here, read to its end, whether it is refused or not. */
  private static JsonNode item(JsonParser parser) throws RefusedException {
    try (TokenBuffer buffer = TokenBuffer.forGeneration()) {
      int tokens = 0;
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (tokens++ < MOST_TOKENS) {
          buffer.copyCurrentEvent(parser);
        }
      } while (depth > 0 && parser.nextToken() != null);
      if (tokens > MOST_TOKENS) {
        throw new RefusedException("it is too large to be an image or a caption");
      }
      return MAPPER.readTree(buffer.asParser());
    }
  }

  private static InputStream open(DatasetFolder folder, String name)
      throws IOException, RefusedException {
    return new BufferedInputStream(Files.newInputStream(folder.file(name)), 1 << 16);
  }

  private static String where(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return "at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static DatasetException unreadable(DatasetFolder folder, String name, String why) {
    return new DatasetException(
        "%s of the dataset %s cannot be read: %s".formatted(name, folder.name(), why));
  }
}
