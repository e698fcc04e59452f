package org.imagecaptioning.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.imagecaptioning.web.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are known now: those of the settings, and those of a file that is read again when
 * they are asked for, once a second at most. A file that has become none leaves the keys as they
 * are: whoever makes a mistake in it does not lock everyone out.
 */
final class LiveKeys implements Supplier<ApiKeys> {

  private static final Logger log = LoggerFactory.getLogger(LiveKeys.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final AccessSettings settings;
  private final @Nullable KeyFile file;
  private final InstantSource clock;
  private final AuditLog audit;
  private final AtomicReference<Instant> looked;
  private volatile Known known;

  /**
   * @param content of the file when it was last read, null if it could not be
   * @param wrong with that content, null if nothing is
   */
  private record Known(ApiKeys keys, @Nullable String content, @Nullable String wrong) {}

  /**
   * @throws KeyException if the keys are not as they should be; if the file has none, too: whoever
   *     names one does not mean to run without
   */
  LiveKeys(AccessSettings settings, InstantSource clock, AuditLog audit) {
    this.settings = settings;
    this.file = settings.keysFile() == null ? null : new KeyFile(settings.keysFile());
    this.clock = clock;
    this.audit = audit;
    this.looked = new AtomicReference<>(clock.instant());
    if (file == null) {
      this.known = new Known(settings.apiKeys(List.of()), null, null);
    } else {
      String content = file.content();
      this.known = new Known(keys(file, content), content, null);
    }
  }

  @Override
  public ApiKeys get() {
    if (file != null) {
      follow(file);
    }
    return known.keys();
  }

  private void follow(KeyFile file) {
    Instant last = looked.get();
    Instant now = clock.instant();
    // In both directions: a clock that was set back is no reason to leave the file alone.
    if (Duration.between(last, now).abs().compareTo(PAUSE) >= 0
        && looked.compareAndSet(last, now)) {
      RequestId.apart(() -> lookAgain(file));
    }
  }

  /** What is wrong with the file as it is now, empty if nothing is. */
  Optional<String> wrong() {
    get();
    return Optional.ofNullable(known.wrong());
  }

  private synchronized void lookAgain(KeyFile file) {
    Known before = known;
    String content = null;
    try {
      content = file.content();
      if (content.equals(before.content())) {
        return;
      }
      ApiKeys keys = keys(file, content);
      known = new Known(keys, content, null);
      tell(keys.changesSince(before.keys()), before.wrong() != null);
    } catch (KeyException broken) {
      String wrong = String.valueOf(broken.getMessage());
      known = new Known(before.keys(), content, wrong);
      if (!wrong.equals(before.wrong())) {
        log.error("The keys stay as they were, since the file of keys is broken: {}", wrong);
      }
    }
  }

  private void tell(String changes, boolean wasBroken) {
    if (!changes.isEmpty()) {
      audit.keysChanged(changes);
    }
    if (wasBroken) {
      log.info("The file of keys is as it should be again");
    }
  }

  private ApiKeys keys(KeyFile file, String content) {
    List<ApiKey> ofFile = file.keys(content);
    if (ofFile.isEmpty()) {
      throw new KeyException(
          "captioning.access.keys-file is %s, which holds no key; make one with: java -jar"
                  .formatted(file.path())
              + " captioning.jar key --name NAME --scopes admin,train,caption --file "
              + file.path());
    }
    return settings.apiKeys(ofFile);
  }
}
