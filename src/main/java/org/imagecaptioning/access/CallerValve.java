package org.imagecaptioning.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Notes where a request comes from. It has to be the first valve: others replace the address by
 * what a header says, and take the header away.
 */
final class CallerValve extends ValveBase {

  CallerValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(Caller.ATTRIBUTE, Caller.of(request));
    getNext().invoke(request, response);
  }
}
