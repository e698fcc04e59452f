package org.imagecaptioning.datasets.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.imagecaptioning.datasets.DatasetProblem;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a dataset was checked. Counts are of what can be used.
 *
 * @param format as {@code json-lines}
 * @param summary in one sentence
 * @param images with at least one caption, and a picture or features that can be read
 * @param splits what each has
 * @param vocabulary of the captions to train on, by how often a word must come
 * @param longestCaption in words
 * @param featureDepth D of the features that stand for pictures, null if there are pictures
 * @param problems what was left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DatasetReport", description = "What was found when the dataset was checked")
public record DatasetReport(
    @Schema(example = "json-lines") String format,
    @Schema(example = "All of it can be used: 1000 images with 5000 captions.") String summary,
    int images,
    long captions,
    Splits splits,
    List<VocabularySize> vocabulary,
    @Schema(description = "In words") int longestCaption,
    @Schema(description = "Only where features stand for pictures") @Nullable Integer featureDepth,
    Problems problems) {

  public DatasetReport {
    vocabulary = List.copyOf(vocabulary);
  }

  /** What each split has. */
  @Schema(name = "Splits")
  public record Splits(SplitCount train, SplitCount val, SplitCount test) {}

  /** What one split has. */
  @Schema(name = "SplitCount")
  public record SplitCount(int images, long captions) {}

  /**
   * How many words come often enough.
   *
   * @param minimumCount times in the captions to train on
   */
  @Schema(name = "VocabularySize")
  public record VocabularySize(int minimumCount, int words) {}

  /**
   * What was left out, and why.
   *
   * @param count of all
   * @param listed the first of them
   */
  @Schema(name = "DatasetProblems", description = "What was left out, the first of it listed")
  public record Problems(long count, List<DatasetProblem> listed) {

    public Problems {
      listed = List.copyOf(listed);
    }

    Problems unlisted() {
      return new Problems(count, List.of());
    }
  }

  /** The same without the list of problems. */
  DatasetReport brief() {
    return new DatasetReport(
        format,
        summary,
        images,
        captions,
        splits,
        vocabulary,
        longestCaption,
        featureDepth,
        problems.unlisted());
  }
}
