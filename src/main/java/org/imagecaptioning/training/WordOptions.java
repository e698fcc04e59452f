package org.imagecaptioning.training;

/**
 * The words of a captioner.
 *
 * @param minimumCount how often a word must come in the training captions to be learned
 * @param fixed whether a model that is trained further learns no words that it does not know
 * @param mostInCaption longer captions are cut to as many words, without an end
 */
public record WordOptions(int minimumCount, boolean fixed, int mostInCaption) {

  public WordOptions {
    Checks.between("minimumCount", minimumCount, 1, 1_000_000);
    Checks.between("maxWords", mostInCaption, 1, 200);
  }
}
