package org.imagecaptioning.training;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a captioner is trained. With the captions and the features it decides the weights, to the
 * bit, on one kind of processor.
 *
 * @param network what is trained
 * @param objective what is made better
 * @param words that it learns
 * @param batchSize N, captions in a minibatch
 * @param rate of learning
 * @param dropout share of word inputs and hidden outputs dropped, and of grids
 * @param labelSmoothing share of what is expected that is spread over all words
 * @param teaching share of what is expected that is the teachers', where there are any; else 0
 * @param sampling how often the network hears its own words
 * @param attentionPenalty strength of the doubly stochastic penalty, where it attends
 * @param clipNorm the longest gradient, 0 for any
 * @param averaging how much of the average of the weights stays at a step; 0 for the weights as
 *     they are
 * @param views of each training picture that are learned from, one an epoch
 * @param stopping when it ends
 * @param seed of weights, minibatches, dropout, sampling and the order of views
 */
public record TrainingOptions(
    NetworkOptions network,
    Objective objective,
    WordOptions words,
    int batchSize,
    RateOptions rate,
    double dropout,
    double labelSmoothing,
    double teaching,
    SamplingOptions sampling,
    double attentionPenalty,
    double clipNorm,
    double averaging,
    ViewOptions views,
    StoppingOptions stopping,
    long seed) {

  /** A float32 that takes in a smaller share of a step hardly moves. */
  private static final double MOST_AVERAGING = 0.9999;

  public TrainingOptions {
    // what a record of an earlier version does not say
    objective = Objects.requireNonNullElse(objective, Objective.CROSS_ENTROPY);
    views = Objects.requireNonNullElse(views, ViewOptions.none());
    Checks.between("batchSize", batchSize, 1, 4096);
    Checks.between("dropout", dropout, 0, 0.95);
    Checks.between("labelSmoothing", labelSmoothing, 0, 0.95);
    Checks.between("teaching", teaching, 0, 1);
    Checks.between("attentionPenalty", attentionPenalty, 0, 1e3);
    Checks.between("clipNorm", clipNorm, 0, 1e6);
    Checks.between("averaging", averaging, 0, MOST_AVERAGING);
    if (objective == Objective.CIDER && (labelSmoothing > 0 || sampling.most() > 0)) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "labelSmoothing and sampling are 0 with the objective cider, which learns from captions of the network's own, not %s and %s"
              .formatted(labelSmoothing, sampling.most()));
    }
    if (teaching > 0 && labelSmoothing > 0) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "labelSmoothing is 0 with teachers, who say themselves how likely other words are, not %s"
              .formatted(labelSmoothing));
    }
    if (network.attends() && sampling.most() > 0) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "sampling is 0 with attention: a network that attends learns from people's words alone");
    }
  }

  /** By name, as people give them and as a manifest keeps them. */
  public Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    described.put("cell", network.cell().word());
    described.put("objective", objective.name().toLowerCase(Locale.ROOT));
    described.put("minimumCount", Integer.toString(words.minimumCount()));
    described.put("fixedVocabulary", Boolean.toString(words.fixed()));
    described.put("maxWords", Integer.toString(words.mostInCaption()));
    described.put("epochsAtMost", Integer.toString(stopping.epochs()));
    described.put("watch", stopping.watch().name().toLowerCase(Locale.ROOT));
    described.put("patience", Integer.toString(stopping.patience()));
    described.put("batchSize", Integer.toString(batchSize));
    described.put("learningRate", Double.toString(rate.highest()));
    described.put("schedule", rate.schedule().name().toLowerCase(Locale.ROOT));
    described.put("warmupSteps", Integer.toString(rate.warmupSteps()));
    described.put("finalRate", Double.toString(rate.last()));
    described.put("dropout", Double.toString(dropout));
    described.put("labelSmoothing", Double.toString(labelSmoothing));
    described.put("teaching", Double.toString(teaching));
    described.put("sampling", Double.toString(sampling.most()));
    described.put("samplingRise", sampling.rise().name().toLowerCase(Locale.ROOT));
    described.put("clipNorm", Double.toString(clipNorm));
    described.put("averaging", Double.toString(averaging));
    described.put("views", Integer.toString(views.count()));
    described.put("mirror", Boolean.toString(views.mirrored()));
    if (network.attends()) {
      described.put("attention", Integer.toString(network.attention()));
      described.put("attentionPenalty", Double.toString(attentionPenalty));
    }
    return described;
  }
}
