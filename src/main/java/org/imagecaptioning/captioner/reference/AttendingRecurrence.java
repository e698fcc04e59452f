package org.imagecaptioning.captioner.reference;

import java.util.Map;
import java.util.TreeMap;
import org.imagecaptioning.layers.AttentionLstm;
import org.imagecaptioning.layers.AttentionLstmStep;
import org.imagecaptioning.layers.AttentionLstmStep.Weights;
import org.imagecaptioning.layers.DoublyStochasticPenalty;
import org.imagecaptioning.layers.TemporalAffine;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * An LSTM that looks at the places of its pictures before each word: places = relu(grid W_place +
 * b_place), keys = places W_key + b_key.
 *
 * <p>Source: Xu et al. 2015.
 */
final class AttendingRecurrence implements Recurrence {

  private final TemporalAffine.Output projected; // (N, L, H)
  private final INDArray places; // (N, L, H)
  private final TemporalAffine.Output keys; // (N, L, A)
  private final INDArray mask; // (N, T)
  private final double strength;
  private final Weights weights;

  /**
   * @param grid shape (N, L, D)
   * @param mask 1 where a step counts, else 0, shape (N, T)
   * @param strength of the {@link DoublyStochasticPenalty}
   */
  AttendingRecurrence(
      INDArray grid, INDArray mask, double strength, ReferenceParameters parameters) {
    this.projected =
        TemporalAffine.forward(grid, parameters.get("W_place"), parameters.get("b_place"));
    this.places = Transforms.relu(projected.out(), true);
    this.keys = TemporalAffine.forward(places, parameters.get("W_key"), parameters.get("b_key"));
    this.mask = mask;
    this.strength = strength;
    this.weights =
        new Weights(
            parameters.get("Wx"),
            parameters.get("Wh"),
            parameters.get("b"),
            parameters.get("W_query"),
            parameters.get("v"),
            parameters.get("W_beta"),
            parameters.get("b_beta"));
  }

  @Override
  public Output forward(INDArray x, State state0) {
    AttentionLstm.Output lstm =
        AttentionLstm.forward(x, places, keys.out(), state0.h(), state0.c(), weights);
    DoublyStochasticPenalty.Output penalty =
        DoublyStochasticPenalty.of(lstm.attention(), mask, strength);
    return new Output(
        lstm.h(),
        penalty.penalty(),
        dh -> backward(AttentionLstm.backward(dh, penalty.dAttention(), lstm.cache())));
  }

  private Gradients backward(AttentionLstm.Gradients lstm) {
    TemporalAffine.Gradients dKeys = TemporalAffine.backward(lstm.dKeys(), keys.cache());
    INDArray dPlaces = lstm.dPlaces().add(dKeys.dx()); // (N, L, H)
    INDArray dProjected = dPlaces.mul(places.gt(0).castTo(places.dataType())); // (N, L, H)
    TemporalAffine.Gradients dGrid = TemporalAffine.backward(dProjected, projected.cache());
    Weights dWeights = lstm.weights();
    Map<String, INDArray> parameters = new TreeMap<>();
    parameters.put("W_place", dGrid.dW());
    parameters.put("b_place", dGrid.db());
    parameters.put("W_key", dKeys.dW());
    parameters.put("b_key", dKeys.db());
    parameters.put("Wx", dWeights.wx());
    parameters.put("Wh", dWeights.wh());
    parameters.put("b", dWeights.b());
    parameters.put("W_query", dWeights.wQuery());
    parameters.put("v", dWeights.v());
    parameters.put("W_beta", dWeights.wBeta());
    parameters.put("b_beta", dWeights.bBeta());
    return new Gradients(lstm.dWords(), new State(lstm.dh0(), lstm.dc0()), dGrid.dx(), parameters);
  }

  @Override
  public State step(INDArray x, State state) {
    AttentionLstmStep.Output next =
        AttentionLstmStep.forward(x, places, keys.out(), state.h(), state.c(), weights);
    return new State(next.nextH(), next.nextC());
  }
}
