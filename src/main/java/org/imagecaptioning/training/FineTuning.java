package org.imagecaptioning.training;

import java.util.Arrays;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.Tensor;
import org.imagecaptioning.models.Bundle;

/**
 * Training a model further: its weights are where training starts, and words that it does not know
 * are added behind those that it knows. A new word has a vector and scores that the seed decides,
 * as in a new network, and is at first as likely as a known word is on average.
 *
 * @param model that is trained further
 */
record FineTuning(Bundle model) {

  /**
   * @param learned from the captions
   * @return the model's words, and behind them those that are new
   */
  Vocabulary extendedBy(Vocabulary learned) {
    return model.vocabulary().with(learned.words());
  }

  /**
   * @param config of the network, with the words that are new
   * @param seed of the new words
   */
  Parameters weights(CaptionerConfig config, long seed) {
    Parameters weights = Parameters.random(config, seed);
    model
        .parameters()
        .forEach(
            (name, tensor) -> {
              switch (name) {
                // words are the rows of W_embed, so those that are known come first
                case "W_embed" -> weights.get(name).put(0, tensor.values(), tensor.values().length);
                case "W_vocab" -> putColumns(tensor, weights.get(name));
                case "b_vocab" -> weights.get(name).put(0, biases(tensor, config.vocabulary()));
                default -> weights.get(name).put(0, tensor.values(), tensor.values().length);
              }
            });
    return weights;
  }

  private static void putColumns(Tensor known, FloatMatrix all) {
    int columns = known.shape().get(1);
    float[] row = new float[all.cols()];
    for (int r = 0; r < all.rows(); r++) {
      all.get(r, row);
      System.arraycopy(known.values(), r * columns, row, 0, columns);
      all.put(r, row);
    }
  }

  private static float[] biases(Tensor known, int vocabulary) {
    float[] biases = Arrays.copyOf(known.values(), vocabulary);
    double sum = 0;
    int words = known.values().length - Vocabulary.SPECIAL_WORDS;
    for (int word = Vocabulary.SPECIAL_WORDS; word < known.values().length; word++) {
      sum += known.values()[word];
    }
    Arrays.fill(biases, known.values().length, vocabulary, (float) (sum / words));
    return biases;
  }
}
