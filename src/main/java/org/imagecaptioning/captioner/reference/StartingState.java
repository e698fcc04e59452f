package org.imagecaptioning.captioner.reference;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.layers.Affine;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Features to the state that the recurrent layer starts from: {@link InitialState}, computed.
 *
 * <p>Source: Stanford CS231n assignment 3 for AFFINE; Xu et al. 2015, section 3.1.2 for a state and
 * a cell that are both predicted from the features, here by one layer with tanh each.
 */
final class StartingState {

  private final InitialState kind;
  private final ReferenceParameters parameters;

  StartingState(InitialState kind, ReferenceParameters parameters) {
    this.kind = kind;
    this.parameters = parameters;
  }

  /**
   * @param state h0 and c0, each of shape (N, H)
   * @param backward from the gradients of h0 and c0 to those of features and parameters
   */
  record Output(Recurrence.State state, Function<Recurrence.State, Gradients> backward) {}

  /**
   * @param dFeatures shape (N, D)
   * @param parameters gradients by the name of the parameter
   */
  record Gradients(INDArray dFeatures, Map<String, INDArray> parameters) {}

  /**
   * @param features shape (N, D)
   */
  Output forward(INDArray features) {
    Projection h0 = project(features, "W_proj", "b_proj", kind != InitialState.AFFINE);
    if (kind != InitialState.TANH_WITH_CELL) {
      INDArray c0 = Nd4j.zerosLike(h0.out());
      return new Output(
          new Recurrence.State(h0.out(), c0), dState -> h0.backward().apply(dState.h()));
    }
    Projection c0 = project(features, "W_cell", "b_cell", true);
    return new Output(
        new Recurrence.State(h0.out(), c0.out()),
        dState -> sum(h0.backward().apply(dState.h()), c0.backward().apply(dState.c())));
  }

  private record Projection(INDArray out, Function<INDArray, Gradients> backward) {}

  private Projection project(INDArray features, String w, String b, boolean squashed) {
    Affine.Output affine = Affine.forward(features, parameters.get(w), parameters.get(b));
    INDArray out = squashed ? Transforms.tanh(affine.out(), true) : affine.out(); // (N, H)
    return new Projection(
        out,
        dout -> {
          INDArray dAffine = squashed ? out.mul(out).rsubi(1).muli(dout) : dout; // (N, H)
          Affine.Gradients gradients = Affine.backward(dAffine, affine.cache());
          return new Gradients(gradients.dx(), Map.of(w, gradients.dW(), b, gradients.db()));
        });
  }

  private static Gradients sum(Gradients ofH, Gradients ofC) {
    Map<String, INDArray> parameters = new TreeMap<>(ofH.parameters());
    parameters.putAll(ofC.parameters());
    return new Gradients(ofH.dFeatures().add(ofC.dFeatures()), parameters);
  }
}
