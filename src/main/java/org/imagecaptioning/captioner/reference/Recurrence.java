package org.imagecaptioning.captioner.reference;

import java.util.List;
import java.util.function.Function;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.layers.Gru;
import org.imagecaptioning.layers.GruStep;
import org.imagecaptioning.layers.Lstm;
import org.imagecaptioning.layers.LstmStep;
import org.imagecaptioning.layers.Rnn;
import org.imagecaptioning.layers.RnnStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The recurrent layer of a captioner, whichever its cell.
 *
 * @param cell which layer it is
 * @param wx weights from words, shape (W, mH) with m = {@link Cell#gates()}
 * @param wh weights from hidden state, shape (H, mH)
 * @param b biases, shape (mH)
 */
record Recurrence(Cell cell, INDArray wx, INDArray wh, INDArray b) {

  /**
   * What is carried from step to step, or the gradients of that.
   *
   * @param h hidden state, shape (N, H)
   * @param c cell state, shape (N, H), zeros with a cell that has none
   */
  record State(INDArray h, INDArray c) {}

  /**
   * @param h the hidden state after each step, shape (N, T, H)
   * @param backward from the gradient of h, shape (N, T, H), to all others
   */
  record Output(INDArray h, Function<INDArray, Gradients> backward) {}

  /**
   * @param dx shape (N, T, W)
   * @param dState0 gradients of the initial state
   * @param dWx shape (W, mH)
   * @param dWh shape (H, mH)
   * @param db shape (mH)
   */
  record Gradients(INDArray dx, State dState0, INDArray dWx, INDArray dWh, INDArray db) {}

  /**
   * @param x words, shape (N, T, W)
   */
  Output forward(INDArray x, State state0) {
    return switch (cell) {
      case RNN -> {
        Rnn.Output rnn = Rnn.forward(x, state0.h(), wx, wh, b);
        yield new Output(rnn.h(), dh -> rnnBackward(dh, rnn.cache()));
      }
      case LSTM -> {
        Lstm.Output lstm = Lstm.forward(x, state0.h(), state0.c(), wx, wh, b);
        yield new Output(lstm.h(), dh -> lstmBackward(dh, lstm.cache()));
      }
      case GRU -> {
        Gru.Output gru = Gru.forward(x, state0.h(), wx, wh, b);
        yield new Output(gru.h(), dh -> gruBackward(dh, gru.cache()));
      }
    };
  }

  /**
   * @param x one word of each caption, shape (N, W)
   */
  State step(INDArray x, State state) {
    return switch (cell) {
      case RNN -> new State(RnnStep.forward(x, state.h(), wx, wh, b).nextH(), state.c());
      case LSTM -> {
        LstmStep.Output next = LstmStep.forward(x, state.h(), state.c(), wx, wh, b);
        yield new State(next.nextH(), next.nextC());
      }
      case GRU -> new State(GruStep.forward(x, state.h(), wx, wh, b).nextH(), state.c());
    };
  }

  private static Gradients rnnBackward(INDArray dh, List<RnnStep.Cache> cache) {
    Rnn.Gradients rnn = Rnn.backward(dh, cache);
    State dState0 = new State(rnn.dh0(), Nd4j.zerosLike(rnn.dh0()));
    return new Gradients(rnn.dx(), dState0, rnn.dWx(), rnn.dWh(), rnn.db());
  }

  private static Gradients lstmBackward(INDArray dh, List<LstmStep.Cache> cache) {
    Lstm.Gradients lstm = Lstm.backward(dh, cache);
    State dState0 = new State(lstm.dh0(), lstm.dc0());
    return new Gradients(lstm.dx(), dState0, lstm.dWx(), lstm.dWh(), lstm.db());
  }

  private static Gradients gruBackward(INDArray dh, List<GruStep.Cache> cache) {
    Gru.Gradients gru = Gru.backward(dh, cache);
    State dState0 = new State(gru.dh0(), Nd4j.zerosLike(gru.dh0()));
    return new Gradients(gru.dx(), dState0, gru.dWx(), gru.dWh(), gru.db());
  }
}
