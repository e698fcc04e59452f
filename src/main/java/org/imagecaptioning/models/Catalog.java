package org.imagecaptioning.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imagecaptioning.models.ModelDescription.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models there are: shipped ones, read once, and those of the home, looked up each time, since
 * training and uploads add to them. Where both have the same version of a model, the home's counts.
 */
final class Catalog {

  private static final Logger log = LoggerFactory.getLogger(Catalog.class);

  private final Map<ModelKey, CatalogEntry> shipped = new TreeMap<>();
  private final HomeBundles home;

  /**
   * @param shipped bundles on the class path
   * @throws BundleException if one of these is broken
   */
  Catalog(List<BundleSource> shipped, HomeBundles home, BundleReader reader) {
    this.home = home;
    for (BundleSource source : shipped) {
      CatalogEntry entry = entry(source, Origin.SHIPPED, reader);
      this.shipped.put(ModelKey.of(entry.manifest()), entry);
    }
  }

  static CatalogEntry entry(BundleSource source, Origin origin, BundleReader reader) {
    try {
      BundleReader.Summary summary = reader.summary(source);
      return new CatalogEntry(
          source, origin, source.size(), summary.manifest(), summary.encoderBytes());
    } catch (IOException e) {
      throw new BundleException(source.name(), "it cannot be read: " + e, e);
    }
  }

  /**
   * The model that a request asks for.
   *
   * @throws UnknownModelException if there is none, or this is no selector
   * @throws BundleException if its bundle is broken
   */
  CatalogEntry find(String text) {
    Map<ModelKey, Optional<CatalogEntry>> all = all();
    Selector selector =
        Selector.parse(text)
            .orElseThrow(
                () ->
                    new UnknownModelException(
                        "A model is asked for as name or name:version, not \"%s\"; there %s"
                            .formatted(shortened(text), shown(all))));
    ModelKey key =
        all.keySet().stream()
            .filter(selector::matches)
            .findFirst()
            .orElseThrow(
                () ->
                    new UnknownModelException(
                        "There is no model \"%s\"; there %s".formatted(text, shown(all))));
    return all.getOrDefault(key, Optional.empty()).orElseGet(() -> home.read(key));
  }

  /** Every model whose bundle's manifest can be read; of the others the log tells. */
  List<CatalogEntry> entries() {
    List<CatalogEntry> entries = new ArrayList<>();
    all()
        .forEach(
            (key, shippedEntry) -> {
              try {
                entries.add(shippedEntry.orElseGet(() -> home.read(key)));
              } catch (UnknownModelException e) {
                log.debug("The model {} was deleted while models were listed", key);
              } catch (BundleException e) {
                log.warn("The model {} is not listed: {}", key, e.getMessage());
              }
            });
    return entries;
  }

  /** Whether a model comes with the service, and nothing at home hides it. */
  boolean isShipped(ModelKey key) {
    return shipped.containsKey(key) && !home.keys().contains(key);
  }

  /** All versions of a model there are, newest first; their bundles may be broken. */
  List<ModelKey> versions(String name) {
    return all().keySet().stream().filter(key -> key.name().equals(name)).toList();
  }

  /** The version that the next model of this name has. */
  String nextVersion(String name) {
    long newest =
        shipped.keySet().stream()
            .filter(key -> key.name().equals(name))
            .mapToLong(key -> Long.parseLong(key.version()))
            .max()
            .orElse(0);
    return Long.toString(1 + Math.max(newest, home.newest(name)));
  }

  /** In order, the shipped ones with their entries, those of the home unread. */
  private Map<ModelKey, Optional<CatalogEntry>> all() {
    Map<ModelKey, Optional<CatalogEntry>> all = new TreeMap<>();
    shipped.forEach((key, entry) -> all.put(key, Optional.of(entry)));
    home.keys().forEach(key -> all.put(key, Optional.empty()));
    return all;
  }

  private static String shown(Map<ModelKey, Optional<CatalogEntry>> all) {
    int most = 20;
    return all.isEmpty()
        ? "are none"
        : all.keySet().stream()
            .limit(most)
            .map(ModelKey::toString)
            .collect(Collectors.joining(", ", "is ", all.size() > most ? ", ..." : ""));
  }

  private static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }
}
