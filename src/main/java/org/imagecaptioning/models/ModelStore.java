package org.imagecaptioning.models;

import java.nio.file.Path;
import java.util.List;

/**
 * The models that are kept, and which of them answers where a request names none. What changes here
 * lasts: it is there after a crash, or it never was. Safe for use from several threads at once;
 * activations wait for each other.
 */
public interface ModelStore {

  /** Every model, by name, then newest version first. */
  List<ModelDescription> list();

  /**
   * Keeps a model that was made here, as the next version of its name. Versions are given once: not
   * even that of a model that was deleted is given again.
   *
   * @param bundle whose version does not count
   * @param precision of its parameters
   * @param origin what made it, as a job's id: a second model of the same name and origin is not
   *     kept, and the first is described. It stands in the manifest's training options
   */
  ModelDescription add(Bundle bundle, Precision precision, String origin);

  /**
   * Keeps a model that came from elsewhere, as the next version of its name, once it passed every
   * check: its encoder runs in a process of its own first.
   *
   * @param bundle a file that nobody changes meanwhile; copied
   * @throws BundleException if it is broken; it names the entry at fault
   * @throws DuplicateModelException if there is this model already, whatever its version
   */
  ModelDescription upload(Path bundle);

  /** The model that answers where a request names none. */
  ModelDescription active();

  /**
   * Has a model answer where a request names none. It is loaded, checked and warmed beside the one
   * that does now, which answers until then and finishes what it began.
   *
   * @param selector {@code name}, its newest version, or {@code name:version}
   * @throws UnknownModelException if there is none
   * @throws BundleException if it is broken: then nothing changes
   */
  ModelDescription activate(String selector);

  /**
   * Has the model answer that did before, and at each further call the one before that. Those that
   * were deleted or broke since are passed over.
   *
   * @throws NoEarlierModelException if there is none
   */
  Rollback rollback();

  /**
   * Deletes one version of a model. Requests that work with it are finished.
   *
   * @throws UnknownModelException if there is none
   * @throws ModelKeptException if it is active, or comes with the service
   */
  void delete(String name, String version);

  /**
   * Deletes all versions of a model, or none.
   *
   * @throws UnknownModelException if there is none
   * @throws ModelKeptException if one of them is active, or comes with the service
   */
  void delete(String name);

  /**
   * What a model says of itself, and its bundle.
   *
   * @param selector {@code name}, its newest version, or {@code name:version}
   * @throws UnknownModelException if there is none
   */
  StoredModel find(String selector);

  /**
   * What a rollback did.
   *
   * @param active the model that answers now
   * @param skipped those that were passed over, each with the reason
   */
  record Rollback(ModelDescription active, List<String> skipped) {

    public Rollback {
      skipped = List.copyOf(skipped);
    }
  }
}
