package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import org.imagecaptioning.web.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, and who was refused: the logger {@code audit}, so that it can be sent
 * elsewhere. Keys are named, never told; nor are queries, in which one might stand by mistake.
 */
final class AuditLog {

  static final String NAME = "audit";

  private static final Logger log = LoggerFactory.getLogger(NAME);

  /**
   * @param who {@code key:NAME}, {@code local} or {@code anonymous}
   */
  void called(String who, HttpServletRequest request, int status) {
    log.atInfo()
        .addKeyValue("who", who)
        .addKeyValue("from", request.getRemoteAddr())
        .addKeyValue("method", request.getMethod())
        .addKeyValue("path", request.getRequestURI())
        .addKeyValue("outcome", status)
        .log(
            "{} from {}: {} {} -> {}, request {}",
            who,
            request.getRemoteAddr(),
            request.getMethod(),
            request.getRequestURI(),
            status,
            RequestId.current());
  }

  /** The keys that are known have changed. */
  void keysChanged(String what) {
    log.atInfo().addKeyValue("who", "keys-file").log("keys-file: {}", what);
  }
}
