package org.imagecaptioning.datasets.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.imagecaptioning.datasets.drawn.Blobs.Blob;
import org.junit.jupiter.api.Test;

class DrawnScenesTest {

  private static final int EVERY_SCENE = DrawnScenes.captions().size();

  @Test
  void someHundredsOfCaptionsAreMadeOfAFewWords() {
    Set<String> words =
        DrawnScenes.captions().stream()
            .flatMap(caption -> List.of(caption.split(" ")).stream())
            .collect(Collectors.toSet());

    assertThat(DrawnScenes.captions()).doesNotHaveDuplicates().hasSize(384);
    assertThat(words).hasSize(30);
    assertThat(DrawnScenes.captions())
        .contains(
            "a large red circle in the top left corner",
            "three yellow squares on a black background",
            "a green triangle to the left of a red circle",
            "two red circles above a blue square");
  }

  @Test
  void theCaptionCanBeReadBackFromThePixels() {
    for (DrawnScene scene : DrawnScenes.scenes(3 * EVERY_SCENE, 5)) {
      byte[] rgb = scene.rgb();

      assertThat(captionOf(Blobs.of(rgb), rgb[0] & 255)).isEqualTo(scene.caption());
    }
  }

  @Test
  void figuresAreLargeWholeAndApart() {
    for (DrawnScene scene : DrawnScenes.scenes(3 * EVERY_SCENE, 6)) {
      List<Blob> blobs = Blobs.of(scene.rgb());

      assertThat(blobs).as(scene.caption()).isNotEmpty();
      for (Blob blob : blobs) {
        assertThat(Math.min(blob.box().width, blob.box().height)).isGreaterThanOrEqualTo(14);
        Rectangle around = new Rectangle(blob.box());
        around.grow(3, 3);
        assertThat(blobs).filteredOn(other -> around.intersects(other.box())).hasSize(1);
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSamePixelsAndALargerCountOnlyAddsToThem() {
    List<DrawnScene> few = DrawnScenes.scenes(10, 7);
    List<DrawnScene> many = DrawnScenes.scenes(EVERY_SCENE + 10, 7);

    for (int i = 0; i < few.size(); i++) {
      assertThat(many.get(i).caption()).isEqualTo(few.get(i).caption());
      assertThat(many.get(i).rgb()).isEqualTo(few.get(i).rgb());
      assertThat(few.get(i).rgb()).isEqualTo(few.get(i).rgb());
    }
  }

  @Test
  void theSameSeedDrawsTheSamePixelsOnEveryMachineAndJdk() {
    CRC32 checksum = new CRC32();
    DrawnScenes.scenes(1000, 1).forEach(scene -> checksum.update(scene.rgb()));

    assertThat(checksum.getValue()).isEqualTo(0xf6042280L);
  }

  @Test
  void anotherSeedDrawsOtherScenes() {
    assertThat(captions(DrawnScenes.scenes(10, 7)))
        .isNotEqualTo(captions(DrawnScenes.scenes(10, 8)));
  }

  @Test
  void noCaptionComesAgainBeforeAllOthersHave() {
    List<DrawnScene> scenes = DrawnScenes.scenes(2 * EVERY_SCENE, 9);

    assertThat(captions(scenes.subList(0, EVERY_SCENE)))
        .containsExactlyInAnyOrderElementsOf(DrawnScenes.captions());
    assertThat(captions(scenes.subList(EVERY_SCENE, 2 * EVERY_SCENE)))
        .containsExactlyInAnyOrderElementsOf(DrawnScenes.captions());
  }

  @Test
  void picturesWithTheSameCaptionDiffer() {
    Set<ByteBuffer> pictures = new HashSet<>();
    for (DrawnScene scene : DrawnScenes.scenes(4 * EVERY_SCENE, 10)) {
      byte[] rgb = scene.rgb();
      assertThat(rgb).hasSize(64 * 64 * 3);
      pictures.add(ByteBuffer.wrap(rgb));
    }

    assertThat(pictures).hasSizeGreaterThan(4 * EVERY_SCENE * 99 / 100);
  }

  /** Written apart from the code that draws: it knows pixels and the grammar, not scenes. */
  private static String captionOf(List<Blob> blobs, int background) {
    Blob first = blobs.get(0);
    if (background != 128) {
      return "%s %s on a %s background"
          .formatted(
              blobs.size() == 2 ? "two" : "three",
              named(first) + "s",
              background == 0 ? "black" : "white");
    }
    if (blobs.size() == 1) {
      return "a %s %s %s"
          .formatted(first.box().width > 24 ? "large" : "small", named(first), place(first));
    }
    if (blobs.size() == 3) {
      Blob below =
          blobs.stream().max(Comparator.comparing(blob -> blob.box().getCenterY())).orElseThrow();
      return "two %ss above a %s".formatted(named(first), named(below));
    }
    Rectangle one = first.box();
    Rectangle other = blobs.get(1).box();
    boolean sideBySide =
        Math.abs(one.getCenterX() - other.getCenterX())
            > Math.abs(one.getCenterY() - other.getCenterY());
    Function<Blob, Double> where =
        blob -> sideBySide ? blob.box().getCenterX() : blob.box().getCenterY();
    List<Blob> inOrder = blobs.stream().sorted(Comparator.comparing(where)).toList();
    return "a %s %s a %s"
        .formatted(
            named(inOrder.get(0)), sideBySide ? "to the left of" : "above", named(inOrder.get(1)));
  }

  private static String named(Blob blob) {
    return blob.colour() + " " + blob.shape();
  }

  private static String place(Blob blob) {
    double x = blob.box().getCenterX();
    double y = blob.box().getCenterY();
    if (Math.abs(x - 32) < 8 && Math.abs(y - 32) < 8) {
      return "in the middle";
    }
    return "in the %s %s corner".formatted(y < 32 ? "top" : "bottom", x < 32 ? "left" : "right");
  }

  private static List<String> captions(List<DrawnScene> scenes) {
    return scenes.stream().map(DrawnScene::caption).toList();
  }
}
