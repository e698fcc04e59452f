package org.imagecaptioning.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/**
 * Gives each request its id. As a valve it comes before all filters, and sees what Tomcat refuses
 * by itself.
 */
final class RequestIdValve extends ValveBase {

  private final RandomGenerator random;

  RequestIdValve(RandomGenerator random) {
    super(true);
    this.random = random;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String id = RequestId.of(request.getHeader(RequestId.HEADER), random);
    response.setHeader(RequestId.HEADER, id);
    try (MDC.MDCCloseable idInTheLog = MDC.putCloseable(RequestId.NAME, id)) {
      getNext().invoke(request, response);
    }
  }
}
