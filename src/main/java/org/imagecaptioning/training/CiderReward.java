package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.evaluation.Cider;
import org.imagecaptioning.evaluation.DocumentFrequencies;
import org.imagecaptioning.evaluation.EvaluationTokenizer;

/**
 * What captions of training images are worth: CIDEr-D against what people said of them, with the
 * document frequencies of the training captions. The end counts as a word, for otherwise a caption
 * that breaks off before a rare word would be worth more than a whole one (as in Rennie et al.
 * 2017).
 */
final class CiderReward {

  private static final String END = "</s>";

  private final Vocabulary vocabulary;
  private final List<List<List<String>>> references;
  private final Cider cider;

  /**
   * @param vocabulary of the captions to be judged
   * @param captions for each training image what people said of it
   */
  CiderReward(Vocabulary vocabulary, List<List<String>> captions) {
    this.vocabulary = vocabulary;
    this.references =
        captions.stream()
            .map(ofImage -> ofImage.stream().map(CiderReward::reference).toList())
            .toList();
    this.cider = new Cider(DocumentFrequencies.of(references));
  }

  private static List<String> reference(String caption) {
    return Stream.concat(EvaluationTokenizer.words(caption).stream(), Stream.of(END)).toList();
  }

  /**
   * @param image its place among the training images
   * @param captions each from START to END, or to the last word if it was cut
   * @return what each is worth, 0 to 10
   */
  double[] of(int image, List<int[]> captions) {
    return cider.sentences(captions.stream().map(this::words).toList(), references.get(image));
  }

  private List<String> words(int[] caption) {
    List<String> words = new ArrayList<>();
    IntStream.of(caption)
        .skip(1)
        .forEach(
            word -> {
              if (word == Vocabulary.END) {
                words.add(END);
              } else {
                // an unknown word is one that nobody said, not one left out
                words.addAll(EvaluationTokenizer.words(vocabulary.word(word)));
              }
            });
    return words;
  }
}
