package org.imagecaptioning.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models that this process can caption with. A model is borrowed for as long as a request works
 * with it, and is never freed before it was given back:
 *
 * <pre>{@code
 * try (ModelLease lease = registry.acquire(request.model())) {
 *   LoadedModel model = lease.model();
 *   ...
 * }
 * }</pre>
 *
 * <p>Acquire once per request and hand {@link ModelLease#model()} down: a request that acquires
 * twice may get two different models. Safe for use from several threads at once; loading one model
 * keeps nobody waiting but those who asked for it.
 */
public interface ModelRegistry {

  /** The model used where a request names none. Never waits: it is always loaded. */
  ModelLease acquireActive();

  /**
   * A model by {@code name} (its newest version) or {@code name:version}, loaded if need be.
   *
   * @param selector null or empty for the active model
   * @throws UnknownModelException if there is none, or this is no selector; it says what there is
   * @throws ModelMemoryException if it does not fit into {@code captioning.models.memory}, or not
   *     as long as the models that are in use now fill it
   * @throws BundleException if its bundle is broken
   */
  ModelLease acquire(@Nullable String selector);

  /** Every model that can be acquired, by name, then newest version first. */
  List<ModelDescription> list();
}
