package org.imagecaptioning.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/**
 * Answers with a problem what Tomcat refuses before it is mapped to the application, a broken
 * request line for one. Tomcat makes it by its name.
 */
public class ProblemValve extends ErrorReportValve {

  private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    if (status >= 500) {
      log.error("A request failed in the container with {}", status, failure);
    }
    ProblemType type = ProblemType.ofStatus(status);
    byte[] body = json(type, status).getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException clientIsGone) {
      log.debug("A problem could not be told", clientIsGone);
    }
  }

  /** Nothing in it comes from the request but its id, which is sane, so nothing needs escaping. */
  private static String json(ProblemType type, int status) {
    return """
        {"type":"%s","title":"%s","status":%d,"detail":"%s","requestId":"%s"}"""
        .formatted(
            type.uri(), type.title(), status, ContainerProblem.detail(type), RequestId.current());
  }
}
