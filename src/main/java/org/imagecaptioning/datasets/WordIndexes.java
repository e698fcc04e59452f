package org.imagecaptioning.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.imagecaptioning.captioner.Vocabulary;
import tools.jackson.databind.JsonNode;

/**
 * The words of a dataset whose captions are indexes.
 *
 * @param words in the order of their index, the four special ones first
 */
record WordIndexes(List<String> words) {

  /** The list in the course's vocabulary file. */
  static final String LIST = "idx_to_word";

  WordIndexes {
    words = List.copyOf(words);
  }

  /**
   * @throws DatasetException if the file is not {@code {"idx_to_word": ["<NULL>", ...]}}
   */
  static WordIndexes read(DatasetFolder folder, String file) {
    Problems problems = new Problems();
    List<String> words = new ArrayList<>();
    JsonItems.read(folder, file, Map.of(LIST, (place, word) -> words.add(text(word))), problems);
    try {
      if (problems.count() > 0) {
        throw new IllegalArgumentException(problems.first());
      }
      return new WordIndexes(new Vocabulary(words).words());
    } catch (IllegalArgumentException e) {
      throw new DatasetException(
          "%s of the dataset %s cannot be used: %s".formatted(file, folder.name(), e.getMessage()),
          e);
    }
  }

  /**
   * Words from the first to {@code <END>} or {@code <NULL>}; unknown ones stay {@code <UNK>}.
   *
   * @param indexes as {@code <START> a dog <END> <NULL>}
   */
  String caption(double[] indexes) throws RefusedException {
    StringJoiner caption = new StringJoiner(" ");
    for (double value : indexes) {
      int index = (int) value;
      if (index < 0 || index >= words.size()) {
        throw new RefusedException(
            "it has the word %d, and there are %d".formatted(index, words.size()));
      }
      if (index == Vocabulary.END || index == Vocabulary.NULL) {
        break;
      }
      if (index != Vocabulary.START) {
        caption.add(words.get(index));
      }
    }
    return caption.toString();
  }

  private static String text(JsonNode word) throws RefusedException {
    if (!word.isString()) {
      throw new RefusedException("a word is expected, not %s".formatted(JsonFields.kind(word)));
    }
    return word.stringValue();
  }
}
