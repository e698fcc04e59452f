package org.imagecaptioning.captioner;

import java.util.List;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedSequences;

/**
 * What {@link Teachers} find likely of a shard's captions. Its memory is kept from call to call, so
 * it is for one thread at a time; the teachers' weights may be shared by several.
 */
final class Expectation {

  private final List<Backpropagation> networks;
  private final double share;
  private final int vocabulary;
  private FloatMatrix probabilities;

  /**
   * @param vocabulary V, of all of them
   */
  Expectation(Teachers teachers, int vocabulary) {
    this.networks =
        teachers.networks().stream()
            .map(teacher -> new Backpropagation(teacher.config(), teacher.weights()))
            .toList();
    this.share = teachers.share();
    this.vocabulary = vocabulary;
    this.probabilities = FloatMatrix.zeros(0, vocabulary);
  }

  boolean isOfPeopleAlone() {
    return networks.isEmpty();
  }

  double share() {
    return share;
  }

  /**
   * @return the mean of the teachers' probabilities of each word that could come next, shape (R,
   *     V); valid until the next call
   */
  FloatMatrix of(Minibatch shard, PackedSequences sequences) {
    int rows = sequences.rows();
    if (probabilities.rows() < rows) {
      probabilities = FloatMatrix.zeros(rows + rows / 8, vocabulary);
    }
    FloatMatrix taught = probabilities.rows(0, rows);
    taught.clear();
    float weight = 1f / networks.size();
    networks.forEach(network -> network.addProbabilities(shard, sequences, weight, taught));
    return taught;
  }
}
