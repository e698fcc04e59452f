package org.imagecaptioning.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * The bundles that there are: those that come with the service, and those in {@code models} of
 * {@code captioning.home}, looked at anew each time. A version at home goes before a shipped one.
 */
final class BundleCatalog {

  private static final Logger log = LoggerFactory.getLogger(BundleCatalog.class);

  private final Path home;
  private final BundleReader reader = new BundleReader();
  private final Map<ModelId, Entry> shipped = new TreeMap<>();
  private final Map<Seen, Entry> seen = new ConcurrentHashMap<>();

  /**
   * @param home where models are kept, {@code name/version.zip} each
   * @param resources where {@code bundles/*.zip} are found
   */
  BundleCatalog(Path home, ResourcePatternResolver resources) throws IOException {
    this.home = home;
    for (Resource resource : resources.getResources("classpath*:/bundles/*.zip")) {
      BundleSource source =
          BundleSource.of(String.valueOf(resource.getFilename()), resource.getContentAsByteArray());
      Entry entry = entry(source, ModelDescription.Origin.SHIPPED, resource.contentLength());
      shipped.put(entry.id(), new Entry(new Shipped(resource), entry));
    }
  }

  /** What is known of a bundle that was not unpacked. */
  record Entry(
      BundleSource source,
      ModelDescription.Origin origin,
      long sizeBytes,
      BundleReader.Summary summary) {

    Entry(BundleSource source, Entry other) {
      this(source, other.origin, other.sizeBytes, other.summary);
    }

    ModelId id() {
      return new ModelId(summary.manifest().name(), summary.manifest().version());
    }

    /** What its model takes in memory, about: the weights, and the encoder twice. */
    long memoryBytes() {
      long weights =
          summary.manifest().captioner().shapes().values().stream()
              .mapToLong(
                  shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b))
              .sum();
      return weights * Float.BYTES + 2 * summary.encoderBytes();
    }
  }

  /** A file as it was when it was read. */
  private record Seen(Path file, FileTime changed, long size) {}

  /** The bundles by model, in the order of {@link ModelId}; broken ones are told in the log. */
  Map<ModelId, Entry> entries() {
    Map<ModelId, Entry> entries = new TreeMap<>(shipped);
    if (Files.isDirectory(home)) {
      try (DirectoryStream<Path> names = Files.newDirectoryStream(home, Files::isDirectory)) {
        for (Path name : names) {
          try (DirectoryStream<Path> versions = Files.newDirectoryStream(name, "*.zip")) {
            for (Path file : versions) {
              add(file, entries);
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return entries;
  }

  private void add(Path file, Map<ModelId, Entry> entries) throws IOException {
    Seen key = new Seen(file, Files.getLastModifiedTime(file), Files.size(file));
    try {
      Entry entry = seen.get(key);
      if (entry == null) {
        entry = entry(BundleSource.of(file), ModelDescription.Origin.HOME, key.size());
        seen.put(key, entry);
      }
      entries.put(entry.id(), entry);
    } catch (BundleException e) {
      log.warn("{} is left out: {}", file, e.getMessage());
    }
  }

  private Entry entry(BundleSource source, ModelDescription.Origin origin, long size) {
    return new Entry(source, origin, size, reader.summary(source));
  }

  /** A bundle on the class path, read when it is loaded. */
  private record Shipped(Resource resource) implements BundleSource {

    @Override
    public SeekableByteChannel open() throws IOException {
      return BundleSource.of(name(), resource.getContentAsByteArray()).open();
    }

    @Override
    public String name() {
      return "the shipped " + resource.getFilename();
    }
  }
}
