package org.imagecaptioning.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what a filter or the container refused after the request was mapped to this context. */
@Hidden
@RestController
class ProblemErrorController implements ErrorController {

  private final ProblemResponses problems;

  ProblemErrorController(ProblemResponses problems) {
    this.problems = problems;
  }

  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest request) {
    Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = uri == null ? request.getRequestURI() : uri.toString();
    if (request.getAttribute(RequestBody.PROBLEM) instanceof ProblemException problem) {
      return problems.of(problem.problemType(), String.valueOf(problem.getMessage()), path);
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // Without a status a client has asked for this path itself.
    ProblemType type =
        status instanceof Integer code ? ProblemType.ofStatus(code) : ProblemType.NOT_FOUND;
    return problems.of(type, ContainerProblem.detail(type), path);
  }
}
