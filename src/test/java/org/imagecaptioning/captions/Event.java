package org.imagecaptioning.captions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server-sent event as it came. */
record Event(String name, JsonNode data) {

  private static final JsonMapper JSON = new JsonMapper();

  /** All events of an answer. */
  static List<Event> all(String body) {
    return allOf(new BufferedReader(new java.io.StringReader(body)));
  }

  static List<Event> allOf(BufferedReader answer) {
    List<Event> events = new ArrayList<>();
    for (Event event = next(answer); event != null; event = next(answer)) {
      events.add(event);
    }
    return events;
  }

  /** Waits for the next event; null after the last. */
  static @Nullable Event next(BufferedReader answer) {
    try {
      String event = answer.readLine();
      if (event == null) {
        return null;
      }
      String data = answer.readLine();
      if (!event.startsWith("event: ")
          || !data.startsWith("data: ")
          || !answer.readLine().isEmpty()) {
        throw new AssertionError("No event: " + event + "\n" + data);
      }
      return new Event(
          event.substring("event: ".length()), JSON.readTree(data.substring("data: ".length())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The words of one image, joined. */
  static String words(List<Event> events, int index) {
    return String.join(
        " ",
        events.stream()
            .filter(event -> event.name().equals("word"))
            .map(Event::data)
            .filter(word -> word.at("/index").asInt() == index)
            .map(word -> word.at("/text").asString())
            .toList());
  }
}
