package org.imagecaptioning.captions;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

interface CaptionsApi {
  CaptionsResponse caption(HttpServletRequest request) throws IOException;
}
