package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleWriter;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.models.Precision;

/**
 * One training from a folder of captioned pictures to a bundle: reads the data set, extracts
 * features, trains, scores, writes.
 *
 * @param dataset a folder that {@link DatasetReaders} can read
 * @param name of the model
 * @param encoder as {@link EncoderChoice} takes it
 * @param options how the captioner is trained
 * @param threads used at most
 * @param home where features, checkpoints and models are kept
 * @param out where the bundle goes instead
 * @param precision of the weights in the bundle
 */
record Training(
    Path dataset,
    String name,
    String encoder,
    TrainingOptions options,
    int threads,
    Path home,
    Optional<Path> out,
    Precision precision) {

  private static final int CHECKPOINT_EVERY = 500;

  Training {
    if (!Manifest.NAME.matcher(name).matches() || Manifest.RESERVED_NAMES.contains(name)) {
      throw new TrainingException(
          "A model's name matches %s and is none of %s, not \"%s\""
              .formatted(Manifest.NAME, Manifest.RESERVED_NAMES, name));
    }
    if (threads < 1) {
      throw new TrainingException("At least 1 thread trains, not " + threads);
    }
  }

  /**
   * @param fresh whether to forget the checkpoints of an earlier run
   * @return what the bundle says of itself
   */
  Manifest run(boolean fresh, String description, String licence, ProgressBar bar)
      throws IOException {
    Dataset images = DatasetReaders.read(dataset);
    images.problems().forEach(problem -> bar.line(problem.place() + ": " + problem.message()));
    EncoderChoice choice = EncoderChoice.of(encoder);
    Map<String, float[]> features = new DatasetFeatures(home, threads, bar).extract(images, choice);
    TrainingData data =
        TrainingData.of(images, features, options.minimumCount(), options.maxWords());
    CaptionerConfig config =
        new CaptionerConfig(
            options.cell(),
            options.initialState(),
            choice.description().depth(),
            options.embedding(),
            options.hidden(),
            data.vocabulary().size());
    bar.line(
        "%d captions of %d images, %d words, validated on %d images"
            .formatted(
                data.examples().size(),
                data.images(),
                data.vocabulary().size(),
                data.validation().features().size()));
    DecodingOptions decoding = DecodingOptions.defaults();
    Checkpoints checkpoints =
        new Checkpoints(
            home.resolve("training").resolve(name), fingerprint(data, choice), CHECKPOINT_EVERY);
    if (fresh) {
      checkpoints.clear();
    }
    Trainer.Result result =
        new Trainer(
                options,
                config,
                data.vocabulary(),
                data.examples(),
                data.validation(),
                decoding,
                threads,
                checkpoints)
            .train(new TrainingLog(bar, options.epochs()), () -> false);
    Manifest manifest =
        manifest(choice, config, data, result, decoding, images, features, description, licence);
    Path file = out.orElseGet(() -> home.resolve("models").resolve(name).resolve("1.zip"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Manifest written =
        new BundleWriter()
            .write(
                file,
                new Bundle(manifest, choice.onnx(), result.weights().tensors(), data.vocabulary()),
                precision);
    bar.line("wrote %s, %d kB".formatted(file, Files.size(file) / 1000));
    return written;
  }

  /** All that decides the weights; the name and the place of the data set do not. */
  private String fingerprint(TrainingData data, EncoderChoice choice) {
    Fingerprint captions = new Fingerprint().add(choice.sha256());
    data.vocabulary().words().forEach(captions::add);
    for (int i = 0; i < data.examples().size(); i++) {
      captions.add(Arrays.toString(data.examples().captions().get(i)));
      captions.add(Integer.toString(data.examples().imageOf()[i]));
    }
    return options + " on " + captions.hex().substring(0, 16);
  }

  private Manifest manifest(
      EncoderChoice choice,
      CaptionerConfig config,
      TrainingData data,
      Trainer.Result result,
      DecodingOptions decoding,
      Dataset images,
      Map<String, float[]> features,
      String description,
      String licence) {
    Captioner captioner = new Captioner(config, result.weights());
    List<Manifest.Score> scores = new ArrayList<>();
    for (Split split : List.of(Split.VAL, Split.TEST)) {
      Validation held = TrainingData.validation(images, features, split);
      if (!held.isEmpty()) {
        scores.add(
            score(
                images.name(),
                split,
                decoding,
                held.score(captioner, data.vocabulary(), decoding)));
      }
    }
    return new Manifest(
        Manifest.FORMAT_VERSION,
        name,
        "1",
        Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS),
        description,
        choice.description(),
        config,
        Manifest.Pooling.MEAN,
        Manifest.Decoding.of(decoding),
        scores,
        new Manifest.Training(
            images.name(),
            data.images(),
            data.examples().size(),
            result.progress().bestEpoch(),
            options.seed(),
            described()),
        licence,
        Map.of());
  }

  static Manifest.Score score(
      String dataset, Split split, DecodingOptions decoding, CaptionScores scores) {
    return new Manifest.Score(
        dataset,
        split.word(),
        "beam %d, length penalty %s".formatted(decoding.beamSize(), decoding.lengthPenalty()),
        Map.of(
            "BLEU-1", rounded(scores.bleu1()),
            "BLEU-2", rounded(scores.bleu2()),
            "BLEU-3", rounded(scores.bleu3()),
            "BLEU-4", rounded(scores.bleu4()),
            "ROUGE-L", rounded(scores.rougeL()),
            "CIDEr", rounded(scores.cider())));
  }

  private static double rounded(double score) {
    return Math.round(score * 1e4) / 1e4;
  }

  private Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    described.put("cell", options.cell().name().toLowerCase(Locale.ROOT));
    described.put("minimumCount", Integer.toString(options.minimumCount()));
    described.put("maxWords", Integer.toString(options.maxWords()));
    described.put("epochsAtMost", Integer.toString(options.epochs()));
    described.put("batchSize", Integer.toString(options.batchSize()));
    described.put("learningRate", Double.toString(options.learningRate()));
    described.put("warmupSteps", Integer.toString(options.warmupSteps()));
    described.put("finalRate", Double.toString(options.finalRate()));
    described.put("dropout", Double.toString(options.dropout()));
    described.put("clipNorm", Double.toString(options.clipNorm()));
    described.put("patience", Integer.toString(options.patience()));
    return described;
  }
}
