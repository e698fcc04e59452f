package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.models.Confidence.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestJsonTest {

  private static final Manifest MANIFEST =
      BundleFixtures.manifest("colours", "12")
          .withSha256(Map.of("vocabulary.txt", "cd", "encoder.onnx", "ab"));

  @Test
  void isReadBackAsItWasWritten() {
    assertThat(ManifestJson.read(ManifestJson.write(MANIFEST))).isEqualTo(MANIFEST);
  }

  @Test
  void anEarlyOneSaysNothingOfAttention() {
    String early = json().replace(",\n    \"attention\": 0", "");

    assertThat(early).isNotEqualTo(json());
    assertThat(ManifestJson.read(early.getBytes(StandardCharsets.UTF_8))).isEqualTo(MANIFEST);
  }

  @Test
  void decodingDefaultsAreReadBackAndEarlyOnesLackTheNewest() {
    Manifest.Decoding chosen =
        new Manifest.Decoding(DecodingOptions.Strategy.BEAM, 5, 18, 4, 1.1, true, true);
    Manifest manifest = MANIFEST.decodingBy(chosen);
    String json = new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);

    assertThat(manifest.decoding().options().noImmediateRepeat()).isTrue();
    assertThat(ManifestJson.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(manifest);
    assertThat(json).contains("\"noImmediateRepeat\": true");
    assertThat(json()).as("as those before wrote it").doesNotContain("noImmediateRepeat");
  }

  @Test
  void aScoreTakesThePlaceOfThatOfTheSameSplitAlone() {
    Manifest.Score before = MANIFEST.scores().get(0);
    Manifest.Score better = new Manifest.Score("colours", "val", "beam 5", Map.of("CIDEr", 0.6));
    Manifest.Score test = new Manifest.Score("colours", "test", "beam 5", Map.of("CIDEr", 0.4));

    assertThat(MANIFEST.scored(test).scores()).containsExactly(before, test);
    assertThat(MANIFEST.scored(test).scored(better).scores()).containsExactly(better, test);
  }

  @Test
  void howFarCaptionsCanBeTrustedIsReadBackWhereItWasCounted() {
    Confidence confidence =
        new Confidence(
            "colours", "val", 0.5, List.of(new Point(-2, 0.1), new Point(-0.5, 0.75)), 0.25);
    Manifest calibrated = MANIFEST.calibrated(confidence);
    String json = new String(ManifestJson.write(calibrated), StandardCharsets.UTF_8);

    assertThat(calibrated.confidence()).hasValue(confidence);
    assertThat(ManifestJson.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(calibrated);
    String falling = json.replace("0.75", "0.05");
    assertThatThrownBy(() -> ManifestJson.read(falling.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("confidence: A curve of confidence has points from 0 to 1 that rise");
  }

  @Test
  void isWrittenReadablyInTheOrderOfItsDeclaration() {
    assertThat(json())
        .isEqualTo(
            """
            {
              "formatVersion": 1,
              "name": "colours",
              "version": "12",
              "created": "2026-11-23T10:15:30Z",
              "description": "Says a colour.",
              "encoder": {
                "name": "mean-colour",
                "input": {
                  "width": 4,
                  "height": 2,
                  "mean": [ 127.0, 127.5, 0.0 ],
                  "std": [ 128.0, 1.0, 0.5 ]
                },
                "places": 2,
                "depth": 3,
                "gridHeight": 1,
                "gridWidth": 2
              },
              "captioner": {
                "cell": "lstm",
                "initialState": "tanh_with_cell",
                "features": 3,
                "embedding": 4,
                "hidden": 5,
                "vocabulary": 7,
                "attention": 0
              },
              "pooling": "mean",
              "decoding": {
                "strategy": "beam",
                "beamSize": 3,
                "maxLength": 20,
                "minLength": 1,
                "lengthPenalty": 0.7,
                "noRepeatTrigram": false
              },
              "scores": [ {
                "dataset": "colours",
                "split": "val",
                "decoding": "beam 3",
                "metrics": {
                  "BLEU-4": 1.0,
                  "CIDEr": 0.5
                }
              } ],
              "training": {
                "dataset": "colours",
                "images": 10,
                "captions": 50,
                "epochs": 3,
                "seed": 7,
                "options": {
                  "cell": "lstm"
                }
              },
              "licence": "Apache-2.0",
              "sha256": {
                "encoder.onnx": "ab",
                "vocabulary.txt": "cd"
              }
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"formatVersion\": 1       | \"formatVersion\": 2    | formatVersion is 1, not 2",
        "\"formatVersion\": 1,      | ``                      | formatVersion is 1, not missing",
        "\"formatVersion\": 1       | \"formatVersion\": \"1\"| formatVersion is 1, not \"1\"",
        "\"name\": \"colours\"      | \"name\": \"Colours\"   | name matches",
        "\"name\": \"colours\"      | \"name\": \"active\"    | \"active\"",
        "\"name\": \"colours\"      | \"name\": \"../etc\"    | \"../etc\"",
        "\"version\": \"12\"        | \"version\": \"v12\"    | \"v12\"",
        "\"version\": \"12\"        | \"version\": 12         | version: ",
        "\"version\": \"12\"        | \"version\": null       | version",
        "\"licence\": \"Apache-2.0\", | ``                | licence: Missing creator property 'licence' (index 12)",
        "\"licence\": | \"license\": \"MIT\", \"licence\": | license: there is no such property",
        "\"width\": 4               | \"width\": \"4\"        | encoder.input.width: ",
        "\"width\": 4               | \"width\": 4.5          | encoder.input.width: ",
        "\"width\": 4               | \"width\": 0            | width and a height of at least 1",
        "\"width\": 4,              | \"width\": 4, \"width\": 4, | width",
        "\"places\": 2              | \"places\": 3           | has 2 places, not 3",
        "\"depth\": 3               | \"depth\": 4            | takes 3 features, the encoder gives 4",
        "127.5                      | 1e99                    | finite",
        "\"cell\": \"lstm\"         | \"cell\": \"mlp\"       | captioner.cell: ",
        "\"cell\": \"lstm\"         | \"cell\": 1             | captioner.cell: ",
        "\"beamSize\": 3            | \"beamSize\": 21        | beamSize is between 1 and 20",
        "\"CIDEr\": 0.5             | \"CIDEr\": 1e999        | finite",
        "\"created\": \"2026        | \"created\": \"soon     | created: ",
      })
  void refusesWithWordsThatLeadToTheFault(String right, String wrong, String message) {
    String json = json();
    assertThat(json).contains(right);
    String broken = json.replaceFirst(Pattern.quote(right), wrong);
    assertThatThrownBy(() -> ManifestJson.read(broken.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("manifest.json: ")
        .hasMessageContaining(message)
        .hasMessageNotContainingAny("Feature", "org.imagecaptioning");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "{", "[]", "null", "{}", "\"manifest\""})
  void refusesWhatIsNoObject(String json) {
    assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("manifest.json: ");
  }

  @Test
  void refusesWhatComesAfterTheObject() {
    assertThatThrownBy(() -> ManifestJson.read((json() + "{}").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BundleException.class);
  }

  private static String json() {
    return new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8);
  }
}
