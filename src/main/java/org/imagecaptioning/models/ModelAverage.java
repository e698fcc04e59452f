package org.imagecaptioning.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagecaptioning.layers.Tensor;

/**
 * The mean of the weights of two models, one of which was trained further to the other, say: often
 * better than both on pictures that neither has learned.
 *
 * <p>Source: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"; the same, "Model
 * soups".
 *
 * @param model whose name, decoding and training the new one has
 * @param other of the same encoder, network and words
 * @param share of the other's weights in the new ones, between 0 and 1
 */
public record ModelAverage(Bundle model, Bundle other, double share) {

  /** The training option that says what was averaged. */
  private static final String AVERAGE = "average";

  /** So much of a hash tells weights from each other. */
  private static final int HASH = 12;

  /**
   * @throws IllegalArgumentException if the two do not go together, or the share is none
   */
  public ModelAverage {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("The share is above 0 and below 1, not " + share);
    }
    Manifest its = model.manifest();
    Manifest others = other.manifest();
    List<String> differences = new ArrayList<>();
    if (!its.encoder().equals(others.encoder())
        || !Arrays.equals(model.encoder(), other.encoder())) {
      differences.add(
          "their encoders are %s and %s, not one, byte for byte"
              .formatted(its.encoder().name(), others.encoder().name()));
    }
    if (!its.captioner().equals(others.captioner())) {
      differences.add(
          "their networks are %s and %s".formatted(its.captioner(), others.captioner()));
    }
    if (!model.vocabulary().equals(other.vocabulary())) {
      differences.add("their words, or the order of these, are not the same");
    }
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s cannot be averaged: %s"
              .formatted(selector(its), selector(others), String.join("; ", differences)));
    }
  }

  /**
   * The model, without scores and confidence: those of the two do not hold for it.
   *
   * @param created when
   */
  public Bundle bundle(Instant created) {
    Map<String, Tensor> weights = new TreeMap<>(model.parameters());
    other.parameters().forEach((name, tensor) -> weights.merge(name, tensor, this::mean));
    return new Bundle(manifest(created), model.encoder(), weights, model.vocabulary());
  }

  private Tensor mean(Tensor its, Tensor others) {
    float[] values = new float[its.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((1 - share) * its.values()[i] + share * others.values()[i]);
    }
    return new Tensor(its.shape(), values);
  }

  private Manifest manifest(Instant created) {
    Manifest its = model.manifest();
    Manifest others = other.manifest();
    Map<String, String> options = new TreeMap<>(its.withOrigin(null).training().options());
    options.put(
        AVERAGE,
        "%s of %s, %s of %s"
            .formatted(rounded(1 - share), told(its), rounded(share), told(others)));
    return new Manifest(
        its.formatVersion(),
        its.name(),
        its.version(),
        created,
        its.description(),
        its.encoder(),
        its.captioner(),
        its.pooling(),
        its.decoding(),
        List.of(),
        Optional.empty(),
        its.training().withOptions(options),
        its.licence().equals(others.licence())
            ? its.licence()
            : its.licence() + "; " + others.licence(),
        Map.of());
  }

  /** With the weights, as names may be the same. */
  private static String told(Manifest manifest) {
    String hash = manifest.sha256().getOrDefault(BundleEntries.PARAMETERS, "");
    return "%s (weights %s)"
        .formatted(selector(manifest), hash.substring(0, Math.min(HASH, hash.length())));
  }

  private static String selector(Manifest manifest) {
    return manifest.name() + ":" + manifest.version();
  }

  private static double rounded(double share) {
    return Math.round(share * 1e6) / 1e6;
  }
}
