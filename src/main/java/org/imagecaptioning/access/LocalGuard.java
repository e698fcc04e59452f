package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.Scope;

/** Where there are no keys: what changes something is taken from this machine alone. */
final class LocalGuard implements Guard {

  @Override
  public void admit(Need need, HttpServletRequest request) {
    if (need.change()) {
      refuseUnlessLocal(request);
    }
  }

  @Override
  public void require(Scope scope, HttpServletRequest request) {
    refuseUnlessLocal(request);
  }

  private static void refuseUnlessLocal(HttpServletRequest request) {
    Optional<String> doubt =
        request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
            ? caller.doubt()
            : Optional.of("where it comes from is not known");
    if (doubt.isPresent()) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "Without keys, a call that changes something is taken from this machine alone: %s %s is"
                  .formatted(request.getMethod(), request.getRequestURI())
              + " refused, since %s. Set a key to be let in from elsewhere: 'java -jar"
                  .formatted(doubt.get())
              + " captioning.jar key --name NAME --scopes admin,train,caption --file FILE' makes one,"
              + " the setting captioning.access.keys-file=FILE has the service know it.");
    }
  }
}
