package org.imagecaptioning.layers;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One check of the numbers published with Stanford CS231n assignment 3, from a file that stands
 * beside the project where it is developed. A test that asks for one is skipped where it is absent.
 */
public final class CourseNumbers {

  private static final Path FILE = Path.of("..", "shared", "data", "cs231n", "expected.json");

  private final JsonNode check;

  private CourseNumbers(JsonNode check) {
    this.check = check;
  }

  /** The check of this name. */
  public static CourseNumbers of(String check) {
    assumeThat(FILE).exists();
    return new CourseNumbers(JsonMapper.shared().readTree(FILE.toFile()).get("checks").get(check));
  }

  /** Everything the file says of the check. */
  public JsonNode json() {
    return check;
  }

  /** An input that is given as a linspace and a shape. */
  public INDArray input(String name) {
    JsonNode input = check.get("inputs").get(name);
    JsonNode range = input.get("linspace");
    long[] shape = input.get("reshape").valueStream().mapToLong(JsonNode::asLong).toArray();
    return Numbers.linspace(range.get(0).asDouble(), range.get(1).asDouble(), shape);
  }

  /** As the assignment prints it, with eight decimals. */
  public INDArray expected() {
    return array(check.get("expected"));
  }

  /** With all digits, by another program. */
  public INDArray recomputed() {
    return array(check.get("recomputed"));
  }

  /** What the printed numbers differ by from exact ones, since they are rounded. */
  public double roundingOfExpected() {
    return check.get("rel_error_of_recomputed_vs_expected").asDouble();
  }

  private static INDArray array(JsonNode nested) {
    List<Long> shape = new ArrayList<>();
    for (JsonNode node = nested; node.isArray(); node = node.get(0)) {
      shape.add((long) node.size());
    }
    double[] numbers = numbers(nested).stream().mapToDouble(Double::doubleValue).toArray();
    return Nd4j.create(numbers, shape.stream().mapToLong(Long::longValue).toArray(), 'c');
  }

  private static List<Double> numbers(JsonNode node) {
    if (!node.isArray()) {
      return List.of(node.asDouble());
    }
    return IntStream.range(0, node.size())
        .mapToObj(i -> numbers(node.get(i)))
        .flatMap(List::stream)
        .toList();
  }
}
