package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.models.Precision;

/**
 * What an encoder sees in pictures: the mean over all places, or the grid of L places row by row.
 * Grids are kept in float16: 8,000 of 49 places with 1280 numbers are 1 GB.
 *
 * @param encoderSha256 another encoder, another picture, or one that was changed, has others
 * @param grid whether it is the grid
 * @param view of each picture
 */
record PictureFeatures(
    FeatureExtractor encoder,
    String encoderSha256,
    ImageDecoder decoder,
    boolean grid,
    PictureView view)
    implements FeatureSource {

  @Override
  public int length() {
    return grid ? encoder.places() * encoder.depth() : encoder.depth();
  }

  @Override
  public Precision precision() {
    return grid ? Precision.F16 : Precision.F32;
  }

  @Override
  public List<CaptionedImage> ordered(List<CaptionedImage> images) {
    return images;
  }

  @Override
  public String identity(List<CaptionedImage> images) {
    Fingerprint fingerprint = new Fingerprint().add(encoderSha256);
    if (grid) {
      fingerprint.add("grid");
    }
    if (!view.isWhole()) {
      fingerprint.add(view.toString());
    }
    for (CaptionedImage image : images) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(image.file(), BasicFileAttributes.class);
        fingerprint
            .add(image.id())
            .add(image.file().toString())
            .add(Long.toString(attributes.size()))
            .add(attributes.lastModifiedTime().toString());
      } catch (IOException e) {
        throw gone(image, e);
      }
    }
    return fingerprint.hex();
  }

  @Override
  public float[] read(CaptionedImage image) {
    try {
      EncoderInput input = encoder.input();
      byte[] bytes = Files.readAllBytes(image.file());
      Picture picture =
          decoder.decode(bytes, decoded(input.width()), decoded(input.height())).picture();
      Features seen = encoder.extract(view.of(picture, image.id()));
      return grid ? seen.values() : seen.mean();
    } catch (IOException e) {
      throw gone(image, e);
    }
  }

  /** A part of a picture is to have as many pixels as the picture itself would have. */
  private int decoded(int side) {
    return view.isWhole() ? side : (int) Math.ceil(side / PictureView.LEAST_SIDE);
  }

  private static TrainingException gone(CaptionedImage image, IOException e) {
    return new TrainingException(
        TrainingException.Kind.DATASET,
        "The picture %s of the dataset can no longer be read: its file must stay in place as long as it is trained on (%s)"
            .formatted(image.id(), e),
        e);
  }
}
