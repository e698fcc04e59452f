package org.imagecaptioning.access;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what, {@code captioning.access.*}.
 *
 * @param keys known by their SHA-256, beside those of the file
 * @param keysFile a file with a line for each key: its name, its SHA-256, its scopes with commas
 * @param anonymousCaptions whether captions and lists of models need no key where there are keys
 * @param allowedOrigins whose pages may call the service from a browser, as https://app.example
 * @param auditFile where the audit log goes beside the log, in captioning.home if it is relative
 */
@ConfigurationProperties("captioning.access")
record AccessSettings(
    @DefaultValue List<Key> keys,
    @Nullable Path keysFile,
    @DefaultValue("false") boolean anonymousCaptions,
    @DefaultValue List<String> allowedOrigins,
    @Nullable Path auditFile) {

  private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s*]+");

  AccessSettings {
    for (String origin : allowedOrigins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "captioning.access.allowed-origins: an origin is a scheme and a host, with a port if it"
                + " is another than usual, as https://app.example or http://localhost:3000; '%s' is not"
                    .formatted(origin));
      }
    }
  }

  /**
   * One key.
   *
   * @param name who or what uses it
   * @param sha256 of the key, in hexadecimal digits
   * @param scopes what it may be used for: caption, train, admin
   */
  record Key(
      @DefaultValue("") String name,
      @DefaultValue("") String sha256,
      @DefaultValue List<String> scopes) {}

  /**
   * All keys, none if none are set.
   *
   * @param ofFile those of the file of keys
   * @throws KeyException if they are not as they should be
   */
  ApiKeys apiKeys(List<ApiKey> ofFile) {
    List<ApiKey> all = new ArrayList<>();
    for (Key key : keys) {
      try {
        all.add(ApiKey.of(key.name(), key.sha256(), key.scopes()));
      } catch (KeyException wrong) {
        throw new KeyException("captioning.access.keys: " + wrong.getMessage(), wrong);
      }
    }
    all.addAll(ofFile);
    return new ApiKeys(all);
  }
}
