package org.imagecaptioning.access;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what, {@code captioning.access.*}.
 *
 * @param keys known by their SHA-256, beside those of the file
 * @param keysFile a file with a line for each key: its name, its SHA-256, its scopes with commas
 * @param anonymousCaptions whether captions and lists of models need no key where there are keys
 */
@ConfigurationProperties("captioning.access")
record AccessSettings(
    @DefaultValue List<Key> keys,
    @Nullable Path keysFile,
    @DefaultValue("false") boolean anonymousCaptions) {

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
   * @throws KeyException if they are not as they should be; a file without a key, too: whoever
   *     names one does not mean to run without
   */
  ApiKeys apiKeys() {
    List<ApiKey> all = new ArrayList<>();
    for (Key key : keys) {
      try {
        all.add(ApiKey.of(key.name(), key.sha256(), key.scopes()));
      } catch (KeyException wrong) {
        throw new KeyException("captioning.access.keys: " + wrong.getMessage(), wrong);
      }
    }
    if (keysFile != null) {
      List<ApiKey> ofFile = new KeyFile(keysFile).read();
      if (ofFile.isEmpty()) {
        throw new KeyException(
            "captioning.access.keys-file is %s, which holds no key; make one with: java -jar"
                    .formatted(keysFile)
                + " captioning.jar key --name NAME --scopes admin,train,caption --file "
                + keysFile);
      }
      all.addAll(ofFile);
    }
    return new ApiKeys(all);
  }
}
