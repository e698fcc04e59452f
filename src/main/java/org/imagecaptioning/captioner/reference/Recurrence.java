package org.imagecaptioning.captioner.reference;

import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The recurrent layer of a captioner over the captions of N pictures. */
interface Recurrence {

  /**
   * What is carried from step to step, or the gradients of that.
   *
   * @param h hidden state, shape (N, H)
   * @param c cell state, shape (N, H), zeros with a cell that has none
   */
  record State(INDArray h, INDArray c) {}

  /**
   * @param h the hidden state after each step, shape (N, T, H)
   * @param penalty what it adds to the loss
   * @param backward from the gradient of h, shape (N, T, H), to all others
   */
  record Output(INDArray h, double penalty, Function<INDArray, Gradients> backward) {}

  /**
   * @param dx shape (N, T, W)
   * @param dState0 gradients of the initial state
   * @param dFeatures gradient of what it sees beside the initial state, of the shape of the
   *     features
   * @param parameters gradients by the name of the parameter
   */
  record Gradients(
      INDArray dx, State dState0, INDArray dFeatures, Map<String, INDArray> parameters) {}

  /**
   * @param x words, shape (N, T, W)
   */
  Output forward(INDArray x, State state0);

  /**
   * @param x one word of each caption, shape (N, W)
   */
  State step(INDArray x, State state);
}
