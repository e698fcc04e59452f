package org.imagecaptioning.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/**
 * What models on demand may take. A model takes its captioner's weights and its encoder's file; an
 * encoder counts once however many use it, and not at all if the active model does.
 */
final class ModelMemory {

  private static final Comparator<Slot> LEAST_RECENTLY_USED =
      Comparator.comparingLong(slot -> slot.lastUsed);

  private final DataSize limit;

  ModelMemory(DataSize limit) {
    this.limit = limit;
  }

  /**
   * Which models must go so that another fits.
   *
   * @param active takes nothing, and never goes
   * @param loaded with or without the active one
   * @return idle ones, least recently used first; no more than it takes
   * @throws ModelMemoryException if it does not fit, whatever went
   */
  List<Slot> evictions(Slot newcomer, Slot active, Collection<Slot> loaded) {
    long alone = taken(Stream.of(newcomer), active);
    if (alone > limit.toBytes()) {
      throw new ModelMemoryException(
          "The model %s takes %d bytes, captioning.models.memory is %d"
              .formatted(newcomer.name(), alone, limit.toBytes()),
          false);
    }
    List<Slot> staying = new ArrayList<>(loaded);
    staying.remove(active);
    List<Slot> going = new ArrayList<>();
    while (taken(Stream.concat(staying.stream(), Stream.of(newcomer)), active) > limit.toBytes()) {
      Optional<Slot> idle =
          staying.stream().filter(slot -> slot.leases == 0).min(LEAST_RECENTLY_USED);
      Slot next =
          idle.orElseThrow(
              () ->
                  new ModelMemoryException(
                      "Models in use leave no memory for %s now: captioning.models.memory is %d"
                          .formatted(newcomer.name(), limit.toBytes()),
                      true));
      staying.remove(next);
      going.add(next);
    }
    return going;
  }

  private static long taken(Stream<Slot> slots, Slot active) {
    return bytes(slots, new HashSet<>(Set.of(active.entry.encoder())));
  }

  /** What the weights of these models take, each encoder once. */
  static long bytes(Collection<Slot> slots) {
    return bytes(slots.stream(), new HashSet<>());
  }

  private static long bytes(Stream<Slot> slots, Set<EncoderKey> counted) {
    return slots
        .mapToLong(
            slot ->
                slot.entry.parameterBytes()
                    + (counted.add(slot.entry.encoder()) ? slot.entry.encoderBytes() : 0))
        .sum();
  }
}
