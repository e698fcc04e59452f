package org.imagecaptioning.captioner.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a network, sure to be complete and to fit together: in the shapes of {@link
 * CaptionerConfig#shapes()}. The sizes are those of the parameters themselves, since the course's
 * checks use vocabularies that are smaller than a {@link CaptionerConfig} allows.
 */
final class ReferenceParameters {

  private final Map<String, INDArray> arrays;

  /**
   * @throws IllegalArgumentException naming what was expected and what came
   */
  ReferenceParameters(Cell cell, InitialState initialState, Map<String, INDArray> arrays) {
    this.arrays = Map.copyOf(arrays);
    if (initialState == InitialState.TANH_WITH_CELL && cell != Cell.LSTM) {
      throw new IllegalArgumentException(
          "Only an LSTM has a cell to start from: " + cell + " takes AFFINE or TANH");
    }
    if (attends() && cell != Cell.LSTM) {
      throw new IllegalArgumentException("Only an LSTM has attention, not " + cell);
    }
    Map<String, List<Long>> actual = new TreeMap<>();
    arrays.forEach((name, array) -> actual.put(name, shape(array)));
    List<Long> embed = side(actual, "W_embed");
    List<Long> proj = side(actual, "W_proj");
    long v = embed.get(0);
    long w = embed.get(1);
    long d = proj.get(0);
    long h = proj.get(1);
    long gates = cell.gates() * h;

    Map<String, List<Long>> expected = new TreeMap<>();
    expected.put("W_embed", List.of(v, w));
    expected.put("W_proj", List.of(d, h));
    expected.put("b_proj", List.of(h));
    expected.put("Wx", List.of(attends() ? w + h : w, gates));
    expected.put("Wh", List.of(h, gates));
    expected.put("b", List.of(gates));
    expected.put("W_vocab", List.of(h, v));
    expected.put("b_vocab", List.of(v));
    if (initialState == InitialState.TANH_WITH_CELL) {
      expected.put("W_cell", List.of(d, h));
      expected.put("b_cell", List.of(h));
    }
    if (attends()) {
      long a = side(actual, "W_key").get(1);
      expected.put("W_place", List.of(d, h));
      expected.put("b_place", List.of(h));
      expected.put("W_key", List.of(h, a));
      expected.put("b_key", List.of(a));
      expected.put("W_query", List.of(h, a));
      expected.put("v", List.of(a, 1L));
      expected.put("W_beta", List.of(h, 1L));
      expected.put("b_beta", List.of(1L));
    }
    if (!actual.equals(expected)) {
      throw new IllegalArgumentException(
          "Parameters of the shapes %s were expected, not %s".formatted(expected, actual));
    }
  }

  /** Whether they are of a network that looks at the places of a grid. */
  boolean attends() {
    return arrays.containsKey("W_key");
  }

  /**
   * @throws IllegalArgumentException if this network has no such parameter
   */
  INDArray get(String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "The parameters are %s, not %s".formatted(arrays.keySet(), name));
    }
    return array;
  }

  private static List<Long> shape(INDArray array) {
    return Arrays.stream(array.shape()).boxed().toList();
  }

  private static List<Long> side(Map<String, List<Long>> shapes, String name) {
    List<Long> shape = shapes.get(name);
    if (shape == null || shape.size() != 2) {
      throw new IllegalArgumentException(
          "The parameter %s is a matrix, here it is of shape %s".formatted(name, shape));
    }
    return shape;
  }
}
