package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.imagecaptioning.errors.DiskFullException;
import org.imagecaptioning.models.Registry.Candidate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of a catalog, one of which is active in a registry. One change at a time. */
final class Store implements ModelStore {

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final Catalog catalog;
  private final HomeBundles home;
  private final Registry registry;
  private final ActiveModelsFile file;
  private final ModelSettings settings;
  private final BundleTrial trial;
  private final Consumer<ModelDescription> activated;

  /** Held while what is active changes, and while a model is deleted. */
  private final Object activations = new Object();

  /** Held while a model is added. */
  private final Object additions = new Object();

  private ActiveModels models;
  private volatile @Nullable String fallback;

  /**
   * @param activated told of each model that becomes active, on the thread that activates it
   */
  Store(
      Catalog catalog,
      HomeBundles home,
      StartedModels started,
      ActiveModelsFile file,
      ModelSettings settings,
      BundleTrial trial,
      Consumer<ModelDescription> activated) {
    this.catalog = catalog;
    this.home = home;
    this.registry = started.registry();
    this.file = file;
    this.settings = settings;
    this.trial = trial;
    this.activated = activated;
    this.models = started.models();
    this.fallback = started.fallback();
  }

  @Override
  public List<ModelDescription> list() {
    return registry.list();
  }

  @Override
  public ModelDescription active() {
    return describe(catalog.find(registry.active().toString()));
  }

  @Override
  public StoredModel find(String selector) {
    CatalogEntry entry = catalog.find(selector);
    return new StoredModel(describe(entry), entry);
  }

  @Override
  public ModelDescription add(Bundle bundle, Precision precision, String origin) {
    String name = bundle.manifest().name();
    synchronized (additions) {
      Optional<CatalogEntry> before =
          versions(name).stream()
              .filter(entry -> entry.manifest().origin().equals(Optional.of(origin)))
              .findFirst();
      return describe(
          before.orElseGet(
              () ->
                  publish(
                      bundle.manifest().withOrigin(origin),
                      (path, manifest) ->
                          new BundleWriter().create(path, bundle.with(manifest), precision))));
    }
  }

  @Override
  public ModelDescription upload(Path bundle) {
    trial.check(bundle);
    BundleReader reader = new BundleReader();
    BundleSource source = new BundleSource.InFile(TrialProcess.NAME, bundle);
    try (BundleZip zip = reader.open(source)) {
      Manifest manifest = reader.manifest(zip).withOrigin(null);
      synchronized (additions) {
        versions(manifest.name()).stream()
            .filter(entry -> isSame(entry.manifest(), manifest))
            .findFirst()
            .ifPresent(
                entry -> {
                  throw new DuplicateModelException(entry.key());
                });
        return describe(
            publish(manifest, (path, numbered) -> new BundleWriter().copy(path, zip, numbered)));
      }
    } catch (IOException e) {
      throw new ModelStoreException("%s cannot be read: %s", TrialProcess.NAME, e);
    }
  }

  /** Whether two manifests differ only in what is given where a model is kept. */
  private static boolean isSame(Manifest one, Manifest other) {
    return one.withOrigin(null).withVersion(other.version()).equals(other);
  }

  /** Writes a bundle with this manifest to a file that is not there yet. */
  private interface Writing {
    void write(Path path, Manifest manifest) throws IOException;
  }

  private CatalogEntry publish(Manifest manifest, Writing writing) {
    try {
      while (true) {
        ModelKey key = new ModelKey(manifest.name(), catalog.nextVersion(manifest.name()));
        try {
          writing.write(home.file(key), manifest.withVersion(key.version()));
          log.info("The model {} was added", key);
          return home.read(key);
        } catch (FileAlreadyExistsException takenMeanwhile) {
          log.debug("The version {} was taken by another process", key);
        }
      }
    } catch (IOException e) {
      throw DiskFullException.of(e, home.file(new ModelKey(manifest.name(), "1")));
    }
  }

  /** Those whose bundle's manifest can be read. */
  private List<CatalogEntry> versions(String name) {
    return catalog.entries().stream()
        .filter(entry -> entry.manifest().name().equals(name))
        .toList();
  }

  @Override
  public ModelDescription activate(String selector) {
    synchronized (activations) {
      CatalogEntry entry = catalog.find(selector);
      return activate(entry, models.then(entry.key(), settings.activeOrDefault()));
    }
  }

  @Override
  public Rollback rollback() {
    synchronized (activations) {
      ModelKey now = registry.active();
      List<ModelKey> earlier = models.earlier();
      List<String> skipped = new ArrayList<>();
      for (int i = earlier.size() - 1; i >= 0; i--) {
        ModelKey key = earlier.get(i);
        if (key.equals(now)) {
          continue;
        }
        try {
          ActiveModels then = models.back(i + 1, settings.activeOrDefault());
          return new Rollback(activate(catalog.find(key.toString()), then), skipped);
        } catch (UnknownModelException e) {
          skipped.add(key + " was deleted");
        } catch (BundleException e) {
          skipped.add(key + " is broken: " + e.getMessage());
        }
      }
      throw new NoEarlierModelException(now, skipped);
    }
  }

  private ModelDescription activate(CatalogEntry entry, ActiveModels then) {
    try (Candidate candidate = registry.prepare(entry)) {
      ModelWarmUp.run(candidate.model());
      // First on disk: what cannot be remembered does not become active.
      file.write(then);
      candidate.activate();
    } catch (IOException e) {
      throw new ModelStoreException("That %s is active cannot be written: %s", entry.key(), e);
    }
    models = then;
    fallback = null;
    log.info("The model {} is active", entry.key());
    ModelDescription description = describe(entry);
    tell(description);
    return description;
  }

  private void tell(ModelDescription description) {
    try {
      activated.accept(description);
    } catch (RuntimeException e) {
      // It is active all the same.
      log.warn("Not everybody was told that the active model is another one", e);
    }
  }

  @Override
  public void delete(String name, String version) {
    synchronized (activations) {
      ModelKey key = key(name, version);
      checkDeletable(key);
      remove(key);
    }
  }

  @Override
  public void delete(String name) {
    synchronized (activations) {
      List<ModelKey> keys = catalog.versions(name);
      if (keys.isEmpty()) {
        catalog.find(name);
      }
      keys.forEach(this::checkDeletable);
      keys.forEach(this::remove);
    }
  }

  /** A version that there is, be its bundle broken. */
  private ModelKey key(String name, String version) {
    return catalog.versions(name).stream()
        .filter(key -> key.version().equals(version))
        .findFirst()
        .orElseGet(() -> catalog.find(name + ":" + version).key());
  }

  private void checkDeletable(ModelKey key) {
    if (key.equals(registry.active())) {
      throw ModelKeptException.active(key);
    }
    if (catalog.isShipped(key)) {
      throw ModelKeptException.shipped(key);
    }
  }

  private void remove(ModelKey key) {
    try {
      Optional<CatalogEntry> entry = home.readable(key);
      home.delete(key);
      entry.ifPresent(registry::retire);
      log.info("The model {} was deleted", key);
    } catch (IOException e) {
      throw new ModelStoreException("The model %s cannot be deleted: %s", key, e);
    }
  }

  /** Why another model answers than the one that was active before the start; null if it does. */
  @Nullable String fallback() {
    return fallback;
  }

  private ModelDescription describe(CatalogEntry entry) {
    return entry.describe(entry.key().equals(registry.active()));
  }
}
