package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagecaptioning.errors.DiskFullException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of a catalog, one of which is active in a registry. */
final class Store implements ModelStore {

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final Catalog catalog;
  private final HomeBundles home;
  private final Registry registry;
  private final Activations activations;
  private final BundleTrial trial;
  private final BundleReader reader = new BundleReader();

  Store(
      Catalog catalog,
      HomeBundles home,
      Registry registry,
      Activations activations,
      BundleTrial trial) {
    this.catalog = catalog;
    this.home = home;
    this.registry = registry;
    this.activations = activations;
    this.trial = trial;
  }

  @Override
  public List<ModelDescription> list() {
    return registry.list();
  }

  @Override
  public ModelDescription active() {
    return describe(catalog.find(activations.active().toString()));
  }

  @Override
  public StoredModel find(String selector) {
    CatalogEntry entry = catalog.find(selector);
    return new StoredModel(describe(entry), entry);
  }

  @Override
  public ModelDescription add(Bundle bundle, Precision precision, String origin) {
    Manifest manifest = bundle.manifest().withOrigin(origin);
    return home.additions()
        .holding(
            () -> {
              Optional<CatalogEntry> before =
                  versions(manifest.name()).stream()
                      .filter(entry -> entry.manifest().origin().equals(Optional.of(origin)))
                      .findFirst();
              return describe(
                  before.orElseGet(
                      () ->
                          publish(
                              manifest,
                              (path, numbered) ->
                                  new BundleWriter()
                                      .create(path, bundle.with(numbered), precision))));
            });
  }

  @Override
  public ModelDescription upload(Path bundle) {
    BundleSource source = new BundleSource.InFile(TrialProcess.NAME, bundle);
    // A process costs a second or more: it is for those that Java finds nothing wrong with.
    requireNew(reader.checkHashes(source).withOrigin(null));
    trial.check(bundle);
    try (BundleZip zip = reader.open(source)) {
      Manifest manifest = reader.manifest(zip).withOrigin(null);
      return home.additions().holding(() -> describe(addNew(manifest, zip)));
    } catch (IOException e) {
      throw new ModelStoreException("%s cannot be read: %s", TrialProcess.NAME, e);
    }
  }

  private CatalogEntry addNew(Manifest manifest, BundleZip zip) {
    requireNew(manifest);
    return publish(manifest, (path, numbered) -> new BundleWriter().copy(path, zip, numbered));
  }

  private void requireNew(Manifest manifest) {
    for (CatalogEntry entry : versions(manifest.name())) {
      if (isSame(entry.manifest(), manifest)) {
        throw new DuplicateModelException(entry.key());
      }
    }
  }

  /** Whether two manifests differ only in what is given where a model is kept. */
  private static boolean isSame(Manifest one, Manifest other) {
    return one.withOrigin(null).withVersion(other.version()).equals(other);
  }

  /** Those whose bundle's manifest can be read. */
  private List<CatalogEntry> versions(String name) {
    return catalog.entries().stream()
        .filter(entry -> entry.manifest().name().equals(name))
        .toList();
  }

  /** Writes a bundle with this manifest to a file that is not there yet. */
  private interface Writing {
    void write(Path path, Manifest manifest) throws IOException;
  }

  private CatalogEntry publish(Manifest manifest, Writing writing) {
    while (true) {
      ModelKey key = new ModelKey(manifest.name(), catalog.nextVersion(manifest.name()));
      Path file = home.file(key);
      try {
        writing.write(file, manifest.withVersion(key.version()));
        log.info("The model {} was added", key);
        return home.read(key);
      } catch (FileAlreadyExistsException takenMeanwhile) {
        log.debug("The version {} was taken by another process", key);
      } catch (IOException e) {
        throw DiskFullException.of(e, file);
      }
    }
  }

  @Override
  public ModelDescription activate(String selector) {
    return activations.activate(selector);
  }

  @Override
  public Rollback rollback() {
    return activations.rollback();
  }

  @Override
  public void delete(String name, String version) {
    activations.still(
        () -> {
          // A version that there is, be its bundle broken.
          ModelKey key =
              catalog.versions(name).stream()
                  .filter(there -> there.version().equals(version))
                  .findFirst()
                  .orElseGet(() -> catalog.find(name + ":" + version).key());
          checkDeletable(key);
          remove(key);
          return key;
        });
  }

  @Override
  public void delete(String name) {
    activations.still(
        () -> {
          List<ModelKey> keys = catalog.versions(name);
          if (keys.isEmpty()) {
            throw new UnknownModelException("There is no model \"%s\"".formatted(name));
          }
          keys.forEach(this::checkDeletable);
          keys.forEach(this::remove);
          return keys;
        });
  }

  private void checkDeletable(ModelKey key) {
    if (activations.needs(key)) {
      throw ModelKeptException.active(key);
    }
    if (catalog.isShipped(key)) {
      throw ModelKeptException.shipped(key);
    }
  }

  private void remove(ModelKey key) {
    Optional<CatalogEntry> entry = home.readable(key);
    try {
      home.delete(key);
    } catch (IOException e) {
      throw DiskFullException.of(e, home.file(key));
    }
    entry.ifPresent(registry::retire);
    log.info("The model {} was deleted", key);
  }

  private ModelDescription describe(CatalogEntry entry) {
    return entry.describe(entry.key().equals(activations.active()));
  }
}
