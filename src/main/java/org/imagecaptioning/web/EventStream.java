package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events, written by the thread of the request, each sent at once. Nothing goes out
 * before the first one: until then a problem can still be the answer.
 */
public final class EventStream {

  private final HttpServletResponse response;
  private final ObjectWriter json;
  private boolean begun;

  public EventStream(HttpServletResponse response, JsonMapper json) {
    this.response = response;
    this.json = json.writer().without(SerializationFeature.INDENT_OUTPUT); // data is one line
  }

  /** Whether an event was sent, so that the answer's status is. */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * Sends an event.
   *
   * @param data as JSON
   * @throws ClientGoneException if nobody takes it
   */
  public void send(String event, Object data) {
    byte[] bytes =
        "event: %s\ndata: %s\n\n"
            .formatted(event, json.writeValueAsString(data))
            .getBytes(StandardCharsets.UTF_8);
    if (!begun) {
      begin();
    }
    try {
      OutputStream out = response.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException failure) {
      throw new ClientGoneException(failure);
    }
  }

  private void begin() {
    begun = true;
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // a proxy passes each event on as it comes
  }
}
