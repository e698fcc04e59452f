package org.imagecaptioning.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Watches how bodies come in. What nobody read of one it takes in after the answer is out: a
 * connection closed with bytes unread is reset, and the client never sees why it was refused.
 */
final class BodyValve extends ValveBase {

  /** A request's attribute: its {@link Body}, if it has one. */
  static final String BODY = Body.class.getName();

  private static final Logger log = LoggerFactory.getLogger(BodyValve.class);

  /** Who sends more than this after the answer is cut off. */
  private static final long MOST_BYTES = 1L << 30;

  /** Takes bytes that nobody wants. */
  static final ApplicationBufferHandler NOWHERE =
      new ApplicationBufferHandler() {
        @Override
        public void setByteBuffer(ByteBuffer buffer) {}

        @Override
        public ByteBuffer getByteBuffer() {
          return ByteBuffer.allocate(0);
        }

        @Override
        public void expand(int size) {}
      };

  private final BodySettings settings;
  private final BodyWatch watch;

  BodyValve(BodySettings settings, BodyWatch watch) {
    super(true);
    this.settings = settings;
    this.watch = watch;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // What Tomcat has refused already may have no length that makes sense.
    if (response.getStatus() >= 400 || !sendsBody(request)) {
      getNext().invoke(request, response);
      return;
    }
    org.apache.coyote.Request coyote = request.getCoyoteRequest();
    InputBuffer unwatched = coyote.getInputBuffer();
    SocketChannel socket = SocketProtocol.socket(coyote);
    Body body = new Body(unwatched, () -> stopReading(socket), System::nanoTime, settings);
    coyote.setInputBuffer(body);
    request.setAttribute(BODY, body);
    watch.add(body);
    try {
      getNext().invoke(request, response);
      if (!request.isAsync() && !waitsToBeAsked(request, response)) {
        response.finishResponse();
        drain(body);
      }
    } finally {
      watch.remove(body);
      coyote.setInputBuffer(unwatched);
    }
  }

  private static boolean sendsBody(Request request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  /** Tomcat closes the connection of one that was refused; another may send its body yet. */
  private static boolean waitsToBeAsked(Request request, Response response) {
    return request.getHeader(HttpHeaders.EXPECT) != null
        && request.getAttribute(RequestBody.ASKED_FOR) == null
        && response.getStatus() >= 300;
  }

  /** The answer can still be sent. */
  private static void stopReading(@Nullable SocketChannel socket) {
    try {
      if (socket != null) {
        socket.shutdownInput();
      }
    } catch (IOException clientIsGone) {
      log.debug("A connection was closed before it was ended", clientIsGone);
    }
  }

  /** Below what the application may have closed. */
  private static void drain(Body body) {
    try {
      long total = 0;
      for (int n = body.doRead(NOWHERE); n >= 0 && total < MOST_BYTES; n = body.doRead(NOWHERE)) {
        total += n;
      }
    } catch (IOException clientIsGone) {
      log.debug("The rest of a body did not come", clientIsGone);
    }
  }
}
