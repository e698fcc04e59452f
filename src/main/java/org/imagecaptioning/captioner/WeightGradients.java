package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.imagecaptioning.captioner.Backpropagation.Result;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedAttentionLstm.Gradients;
import org.imagecaptioning.layers.PackedEmbedding;
import org.imagecaptioning.layers.Products;
import org.imagecaptioning.layers.Rows;
import org.imagecaptioning.layers.Team;

/**
 * The gradient of every parameter, from what the shards of a minibatch came to: where each shard is
 * one thread's, these products wait for none of each other. They are cut into blocks of columns
 * that any number of threads may share, and sum over the shards in their order.
 */
final class WeightGradients {

  /** Columns of a block at most; each matrix has two blocks at least, lest a thread wait long. */
  private static final int BLOCK = 512;

  private final Parameters gradients;
  private final List<Result> shards;
  private final List<Callable<Boolean>> tasks = new ArrayList<>();

  private WeightGradients(Parameters gradients, List<Result> shards) {
    this.gradients = gradients;
    this.shards = shards;
  }

  /**
   * @param shards of one minibatch
   * @param gradients overwritten
   * @param team who shares the work
   */
  static void sum(CaptionerConfig config, List<Result> shards, Parameters gradients, Team team) {
    WeightGradients work = new WeightGradients(gradients, shards);
    work.embedding();
    work.product("W_vocab", Result::spoken, Result::dScores);
    work.product("Wh", Result::previous, Result::du);
    FloatMatrix wx = gradients.get("Wx");
    work.product(wx.rows(0, config.embedding()), Result::x, Result::dz);
    work.product("W_proj", Result::images, Result::dh0);
    work.rows("b", Result::dz);
    work.rows("b_vocab", Result::dBias);
    work.rows("b_proj", Result::dh0);
    if (config.initialState() == InitialState.TANH_WITH_CELL) {
      work.product("W_cell", Result::images, Result::dc0);
      work.rows("b_cell", Result::dc0);
    }
    if (config.attends()) {
      work.attention(wx.rows(config.embedding(), wx.rows()));
    }
    team.run(work.tasks);
  }

  private void embedding() {
    FloatMatrix sum = gradients.get("W_embed");
    tasks.add(
        () -> {
          sum.clear();
          shards.forEach(shard -> PackedEmbedding.addGradient(shard.sequences(), shard.dx(), sum));
          return true;
        });
  }

  /**
   * @param wContext the rows of Wx that take the context
   */
  private void attention(FloatMatrix wContext) {
    product(wContext, looked(LookedAt::gated), Result::dz);
    product("W_place", looked(LookedAt::grid), looked(LookedAt::dProjected));
    product("W_key", looked(LookedAt::places), gradients(Gradients::dKeys));
    product("W_query", Result::previous, gradients(Gradients::dQuery));
    product("W_beta", Result::previous, gradients(Gradients::dBeta));
    rows("b_place", looked(LookedAt::dProjected));
    rows("b_key", gradients(Gradients::dKeys));
    rows("b_beta", gradients(Gradients::dBeta));
    FloatMatrix v = gradients.get("v");
    rows(v.view(0, 1, v.rows()), gradients(Gradients::dv));
  }

  private static Function<Result, FloatMatrix> looked(Function<LookedAt, FloatMatrix> of) {
    return result -> of.apply(Objects.requireNonNull(result.looked()));
  }

  private static Function<Result, FloatMatrix> gradients(Function<Gradients, FloatMatrix> of) {
    return looked(looked -> of.apply(looked.gradients()));
  }

  private void product(
      String name, Function<Result, FloatMatrix> input, Function<Result, FloatMatrix> dOutput) {
    product(gradients.get(name), input, dOutput);
  }

  private void product(
      FloatMatrix sum, Function<Result, FloatMatrix> input, Function<Result, FloatMatrix> dOutput) {
    int block = Math.min(BLOCK, (sum.cols() + 1) / 2);
    for (int col = 0; col < sum.cols(); col += block) {
      int from = col;
      int to = Math.min(from + block, sum.cols());
      tasks.add(
          () -> {
            for (int s = 0; s < shards.size(); s++) {
              FloatMatrix a = input.apply(shards.get(s));
              FloatMatrix b = dOutput.apply(shards.get(s));
              if (s == 0) {
                Products.multiplyTransposed(a, b, sum, from, to);
              } else {
                Products.addProductTransposed(a, b, sum, from, to);
              }
            }
            return true;
          });
    }
  }

  private void rows(String name, Function<Result, FloatMatrix> dOutput) {
    rows(gradients.get(name), dOutput);
  }

  private void rows(FloatMatrix sum, Function<Result, FloatMatrix> dOutput) {
    tasks.add(
        () -> {
          Rows.sum(shards.stream().map(dOutput).toList(), sum);
          return true;
        });
  }
}
