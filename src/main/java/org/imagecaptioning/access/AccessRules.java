package org.imagecaptioning.access;

import static org.imagecaptioning.web.Scope.ADMIN;
import static org.imagecaptioning.web.Scope.CAPTION;
import static org.imagecaptioning.web.Scope.TRAIN;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagecaptioning.web.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which call needs which scope: the first rule that fits, and for what fits none, {@code admin}.
 * Paths are matched as the endpoints' own are, so whatever spelling reaches an endpoint reaches its
 * rule.
 */
final class AccessRules {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> ANY = Set.of();
  private static final Set<String> DOTS = Set.of(".", "..");
  private static final PathPattern CAPTIONS = pattern("/captions");
  private static final Rule REST = rule(ANY, ADMIN, "/**");

  private final List<Rule> rules;

  /**
   * @param anonymousCaptions whether captions and lists of models need no key
   */
  AccessRules(boolean anonymousCaptions) {
    Scope captions = anonymousCaptions ? null : CAPTION;
    rules =
        List.of(
            rule(READING, null, "/", "/error", "/favicon.ico"),
            rule(READING, null, "/swagger-ui/**", "/v3/api-docs/**", "/v3/api-docs.yaml"),
            rule(READING, null, "/actuator", "/actuator/health/**"),
            rule(READING, null, "/actuator/info", "/actuator/prometheus"),
            rule(ANY, captions, "/captions"),
            rule(READING, captions, "/models", "/models/{name}", "/models/{name}/{version}"),
            rule(ANY, ADMIN, "/models/**"),
            rule(ANY, TRAIN, "/datasets/**", "/train/**", "/evaluations/**"));
  }

  /**
   * What a call needs.
   *
   * @param scope null if it needs none
   * @param change whether it changes something; captioning does not
   */
  record Need(@Nullable Scope scope, boolean change) {}

  Need needOf(String method, PathContainer path) {
    boolean captioning = method.equals("POST") && CAPTIONS.matches(path);
    return new Need(
        find(method, path).orElse(REST).scope(), !READING.contains(method) && !captioning);
  }

  /** Whether a rule was made with this call in mind. */
  boolean knows(String method, PathContainer path) {
    return find(method, path).isPresent();
  }

  private Optional<Rule> find(String method, PathContainer path) {
    return climbs(path)
        ? Optional.empty()
        : rules.stream().filter(rule -> rule.fits(method, path)).findFirst();
  }

  /**
   * Whether it has a segment that is . or .., which leads elsewhere for some and nowhere for
   * others.
   */
  private static boolean climbs(PathContainer path) {
    return path.elements().stream()
        .anyMatch(
            element ->
                element instanceof PathContainer.PathSegment segment
                    && DOTS.contains(segment.valueToMatch()));
  }

  private static Rule rule(Set<String> methods, @Nullable Scope scope, String... paths) {
    return new Rule(methods, scope, Arrays.stream(paths).map(AccessRules::pattern).toList());
  }

  private static PathPattern pattern(String path) {
    return PathPatternParser.defaultInstance.parse(path);
  }

  private record Rule(Set<String> methods, @Nullable Scope scope, List<PathPattern> paths) {

    boolean fits(String method, PathContainer path) {
      return (methods.isEmpty() || methods.contains(method))
          && paths.stream().anyMatch(pattern -> pattern.matches(path));
    }
  }
}
