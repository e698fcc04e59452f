package org.imagecaptioning.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 whose requests know their socket. Tomcat makes it by its name. */
public class SocketProtocol extends Http11NioProtocol {

  /** Where a request keeps it; Tomcat has the first few places. */
  private static final int NOTE = 16;

  /** Null if the request came by another protocol. */
  static @Nullable SocketChannel socket(Request request) {
    return request.getNote(NOTE) instanceof SocketWrapperBase<?> wrapper
            && wrapper.getSocket() instanceof NioChannel channel
        ? channel.getIOChannel()
        : null;
  }

  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      @Override
      public SocketState service(SocketWrapperBase<?> wrapper) throws IOException {
        request.setNote(NOTE, wrapper);
        return super.service(wrapper);
      }
    };
  }
}
