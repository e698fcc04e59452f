package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** Which of several answers a request would rather have, by its Accept. */
public final class Accepted {

  private Accepted() {}

  /**
   * @param offered what the request can be given; of those that it likes equally, the first is
   *     taken, as it is where it says nothing
   */
  public static MediaType of(HttpServletRequest request, MediaType... offered) {
    List<MediaType> accepted =
        MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    MimeTypeUtils.sortBySpecificity(accepted);
    return accepted.stream()
        .flatMap(type -> Arrays.stream(offered).filter(type::includes))
        .findFirst()
        .orElse(offered[0]);
  }
}
