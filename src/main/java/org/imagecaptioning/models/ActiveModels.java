package org.imagecaptioning.models;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which models were active, and what {@code captioning.models.active} was then.
 *
 * @param setting at the last change
 * @param history oldest first; the last one is active
 */
record ActiveModels(String setting, List<ModelKey> history) {

  /** Who goes back further has forgotten what he looks for. */
  private static final int MOST = 100;

  ActiveModels {
    if (history.isEmpty()) {
      throw new IllegalArgumentException("At least one model was active, the history has none");
    }
    history = List.copyOf(history.subList(Math.max(0, history.size() - MOST), history.size()));
  }

  ModelKey active() {
    return history.get(history.size() - 1);
  }

  /** Those before the active one, oldest first. */
  List<ModelKey> earlier() {
    return history.subList(0, history.size() - 1);
  }

  /**
   * Whether the setting was changed since, so that it counts and not what was active last. One that
   * is not set says nothing against an activation, but whoever never activated another model
   * follows the default.
   *
   * @param set null if it is not set
   */
  boolean isOverruled(@Nullable String set) {
    boolean activated = history.size() > 1;
    String now = set == null ? ModelSettings.DEFAULT_ACTIVE : set;
    return !now.equals(setting) && (set != null || !activated);
  }

  /** Another model is active now. */
  ActiveModels then(ModelKey key, String settingNow) {
    List<ModelKey> longer = new ArrayList<>(history);
    if (!active().equals(key)) {
      longer.add(key);
    }
    return new ActiveModels(settingNow, longer);
  }

  /** The first {@code count} of the history are all there is. */
  ActiveModels back(int count, String settingNow) {
    return new ActiveModels(settingNow, history.subList(0, count));
  }
}
