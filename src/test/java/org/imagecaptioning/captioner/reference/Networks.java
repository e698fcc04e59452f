package org.imagecaptioning.captioner.reference;

import static org.imagecaptioning.layers.Numbers.normal;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Small networks for tests. */
final class Networks {

  private Networks() {}

  /** Parameters of normal numbers, small enough that nothing saturates; the same each time. */
  static Map<String, INDArray> random(CaptionerConfig config) {
    Map<String, INDArray> parameters = new HashMap<>();
    config
        .shapes()
        .forEach(
            (name, shape) -> {
              long[] sides = shape.stream().mapToLong(Integer::longValue).toArray();
              parameters.put(name, normal(name.hashCode(), sides).muli(0.5));
            });
    return parameters;
  }

  /** What must be there under a name. */
  static <T> T named(String name, Map<String, T> all) {
    T found = all.get(name);
    if (found == null) {
      throw new NoSuchElementException(name + " is not among " + all.keySet());
    }
    return found;
  }
}
