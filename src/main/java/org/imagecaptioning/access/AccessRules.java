package org.imagecaptioning.access;

import static org.imagecaptioning.web.Scope.ADMIN;
import static org.imagecaptioning.web.Scope.CAPTION;
import static org.imagecaptioning.web.Scope.TRAIN;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagecaptioning.web.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which call needs which scope: the first rule that fits, and for what fits none, {@code admin}.
 * Paths are matched as the endpoints' own are, so whatever spelling reaches an endpoint reaches its
 * rule; spellings that lead elsewhere for some and nowhere for others are refused before.
 */
final class AccessRules {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> ANY = Set.of();
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
            open("/", "/error", "/favicon.ico"),
            open("/swagger-ui/**", "/v3/api-docs/**", "/v3/api-docs.yaml"),
            open("/actuator", "/actuator/health/**", "/actuator/info", "/actuator/prometheus"),
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
   * @param open whether it is the same for everyone, and cheap: documentation, health, metrics
   */
  record Need(@Nullable Scope scope, boolean change, boolean open) {

    /** What a change needs that its path does not tell of. */
    static Need ofChange(Scope scope) {
      return new Need(scope, true, false);
    }
  }

  Need needOf(HttpServletRequest request) {
    return needOf(
        request.getMethod(), ServletRequestPathUtils.parse(request).pathWithinApplication());
  }

  Need needOf(String method, PathContainer path) {
    boolean captioning = method.equals("POST") && CAPTIONS.matches(path);
    Rule rule = find(method, path).orElse(REST);
    return new Need(rule.scope(), !READING.contains(method) && !captioning, rule.open());
  }

  /** Whether a rule was made with this call in mind. */
  boolean knows(String method, PathContainer path) {
    return find(method, path).isPresent();
  }

  private Optional<Rule> find(String method, PathContainer path) {
    return rules.stream().filter(rule -> rule.fits(method, path)).findFirst();
  }

  private static Rule open(String... paths) {
    return new Rule(READING, null, true, patterns(paths));
  }

  private static Rule rule(Set<String> methods, @Nullable Scope scope, String... paths) {
    return new Rule(methods, scope, false, patterns(paths));
  }

  private static List<PathPattern> patterns(String... paths) {
    return Arrays.stream(paths).map(AccessRules::pattern).toList();
  }

  private static PathPattern pattern(String path) {
    return PathPatternParser.defaultInstance.parse(path);
  }

  private record Rule(
      Set<String> methods, @Nullable Scope scope, boolean open, List<PathPattern> paths) {

    boolean fits(String method, PathContainer path) {
      return (methods.isEmpty() || methods.contains(method))
          && paths.stream().anyMatch(pattern -> pattern.matches(path));
    }
  }
}
