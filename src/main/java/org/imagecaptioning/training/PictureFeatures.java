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
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.models.Precision;

/**
 * What an encoder sees in pictures: the mean over all places, or the grid of L places row by row.
 * Grids are kept in float16: 8,000 of 49 places with 1280 numbers are 1 GB.
 *
 * @param encoderSha256 another encoder, another picture, or one that was changed, has others
 * @param grid whether it is the grid
 */
record PictureFeatures(
    FeatureExtractor encoder, String encoderSha256, ImageDecoder decoder, boolean grid)
    implements FeatureSource {

  PictureFeatures(FeatureExtractor encoder, String encoderSha256, boolean grid) {
    this(encoder, encoderSha256, new ImageDecoder(ImageLimits.defaults()), grid);
  }

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
      Features seen =
          encoder.extract(decoder.decode(bytes, input.width(), input.height()).picture());
      return grid ? seen.values() : seen.mean();
    } catch (IOException e) {
      throw gone(image, e);
    }
  }

  private static TrainingException gone(CaptionedImage image, IOException e) {
    return new TrainingException(
        TrainingException.Kind.DATASET,
        "The picture %s of the dataset can no longer be read: its file must stay in place as long as it is trained on (%s)"
            .formatted(image.id(), e),
        e);
  }
}
