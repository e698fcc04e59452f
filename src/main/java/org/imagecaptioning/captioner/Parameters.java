package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.Tensor;

/**
 * The parameters of a network, or numbers beside them such as their gradients: one block of memory,
 * in which each parameter is a matrix.
 */
public final class Parameters {

  /** Parameters begin on whole cache lines of 16 numbers. */
  private static final int ALIGNMENT = 16;

  private final Map<String, List<Integer>> shapes;
  private final Map<String, FloatMatrix> matrices = new LinkedHashMap<>();
  private final FloatMatrix all;

  /** All zero. */
  public Parameters(CaptionerConfig config) {
    this.shapes = config.shapes();
    all = FloatMatrix.zeros(1, shapes.values().stream().mapToInt(Parameters::room).sum());
    int offset = 0;
    for (Map.Entry<String, List<Integer>> parameter : shapes.entrySet()) {
      List<Integer> shape = parameter.getValue();
      int rows = shape.size() == 1 ? 1 : shape.get(0);
      matrices.put(parameter.getKey(), all.view(offset, rows, shape.get(shape.size() - 1)));
      offset += room(shape);
    }
  }

  private static int length(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  private static int room(List<Integer> shape) {
    return (length(shape) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Parameters to begin training from: weights normal with a deviation of 1 / sqrt(inputs), word
   * vectors of 0.1, biases 0 but for the forget gate of an LSTM, 1 (Jozefowicz et al. 2015).
   */
  public static Parameters random(CaptionerConfig config, long seed) {
    Parameters parameters = new Parameters(config);
    SplittableRandom seeds = new SplittableRandom(seed);
    config
        .shapes()
        .forEach(
            (name, shape) -> {
              SplittableRandom random = seeds.split();
              float[] values = new float[length(shape)];
              if (shape.size() == 2) {
                double deviation = name.equals("W_embed") ? 0.1 : 1 / Math.sqrt(shape.get(0));
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) (deviation * random.nextGaussian());
                }
              } else if (name.equals("b") && config.cell() == Cell.LSTM) {
                Arrays.fill(values, config.hidden(), 2 * config.hidden(), 1f);
              }
              parameters.get(name).put(0, values, values.length);
            });
    return parameters;
  }

  /**
   * Those of a trained network.
   *
   * @param tensors by name, with the shapes of {@link CaptionerConfig#shapes}; copied
   * @throws IllegalArgumentException if they do not fit the network
   */
  public static Parameters of(CaptionerConfig config, Map<String, Tensor> tensors) {
    check(config, tensors);
    Parameters parameters = new Parameters(config);
    tensors.forEach(
        (name, tensor) -> parameters.get(name).put(0, tensor.values(), tensor.values().length));
    return parameters;
  }

  /**
   * @throws IllegalArgumentException if named tensors are not the parameters of a network: one is
   *     missing, one too many, or of another shape
   */
  static void check(CaptionerConfig config, Map<String, Tensor> tensors) {
    Map<String, List<Integer>> shapes = config.shapes();
    List<String> faults = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> {
          Tensor tensor = tensors.get(name);
          if (tensor == null) {
            faults.add(name + " is missing");
          } else if (!tensor.shape().equals(shape)) {
            faults.add("%s has the shape %s, not %s".formatted(name, tensor.shape(), shape));
          }
        });
    tensors.keySet().stream()
        .filter(name -> !shapes.containsKey(name))
        .forEach(name -> faults.add(name + " is not a parameter of this network"));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  /**
   * One parameter, a vector as one row.
   *
   * @throws IllegalArgumentException if the network has none of that name
   */
  public FloatMatrix get(String name) {
    FloatMatrix matrix = matrices.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException("No parameter " + name + ", only " + matrices.keySet());
    }
    return matrix;
  }

  /** All parameters as one row, with a few zeros between them. */
  public FloatMatrix all() {
    return all;
  }

  /** Copies of all parameters. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new TreeMap<>();
    shapes.forEach((name, shape) -> tensors.put(name, new Tensor(shape, get(name).toArray())));
    return Collections.unmodifiableMap(tensors);
  }
}
