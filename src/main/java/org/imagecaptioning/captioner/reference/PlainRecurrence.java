package org.imagecaptioning.captioner.reference;

import java.util.List;
import java.util.Map;
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
 * Whichever cell, seeing no more than its initial state tells.
 *
 * @param cell which layer it is
 * @param features shape (N, D), which it does not look at
 * @param wx weights from words, shape (W, mH) with m = {@link Cell#gates()}
 * @param wh weights from hidden state, shape (H, mH)
 * @param b biases, shape (mH)
 */
record PlainRecurrence(Cell cell, INDArray features, INDArray wx, INDArray wh, INDArray b)
    implements Recurrence {

  @Override
  public Output forward(INDArray x, State state0) {
    return switch (cell) {
      case RNN -> {
        Rnn.Output rnn = Rnn.forward(x, state0.h(), wx, wh, b);
        yield new Output(rnn.h(), 0, dh -> rnnBackward(dh, rnn.cache()));
      }
      case LSTM -> {
        Lstm.Output lstm = Lstm.forward(x, state0.h(), state0.c(), wx, wh, b);
        yield new Output(lstm.h(), 0, dh -> lstmBackward(dh, lstm.cache()));
      }
      case GRU -> {
        Gru.Output gru = Gru.forward(x, state0.h(), wx, wh, b);
        yield new Output(gru.h(), 0, dh -> gruBackward(dh, gru.cache()));
      }
    };
  }

  @Override
  public State step(INDArray x, State state) {
    return switch (cell) {
      case RNN -> new State(RnnStep.forward(x, state.h(), wx, wh, b).nextH(), state.c());
      case LSTM -> {
        LstmStep.Output next = LstmStep.forward(x, state.h(), state.c(), wx, wh, b);
        yield new State(next.nextH(), next.nextC());
      }
      case GRU -> new State(GruStep.forward(x, state.h(), wx, wh, b).nextH(), state.c());
    };
  }

  private Gradients rnnBackward(INDArray dh, List<RnnStep.Cache> cache) {
    Rnn.Gradients rnn = Rnn.backward(dh, cache);
    State dState0 = new State(rnn.dh0(), Nd4j.zerosLike(rnn.dh0()));
    return gradients(rnn.dx(), dState0, rnn.dWx(), rnn.dWh(), rnn.db());
  }

  private Gradients lstmBackward(INDArray dh, List<LstmStep.Cache> cache) {
    Lstm.Gradients lstm = Lstm.backward(dh, cache);
    State dState0 = new State(lstm.dh0(), lstm.dc0());
    return gradients(lstm.dx(), dState0, lstm.dWx(), lstm.dWh(), lstm.db());
  }

  private Gradients gruBackward(INDArray dh, List<GruStep.Cache> cache) {
    Gru.Gradients gru = Gru.backward(dh, cache);
    State dState0 = new State(gru.dh0(), Nd4j.zerosLike(gru.dh0()));
    return gradients(gru.dx(), dState0, gru.dWx(), gru.dWh(), gru.db());
  }

  private Gradients gradients(INDArray dx, State dState0, INDArray dWx, INDArray dWh, INDArray db) {
    return new Gradients(
        dx, dState0, Nd4j.zerosLike(features), Map.of("Wx", dWx, "Wh", dWh, "b", db));
  }
}
