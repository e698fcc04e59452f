package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;

/**
 * The mean features that an encoder sees in pictures.
 *
 * @param encoderSha256 another encoder, another picture, or one that was changed, has others
 */
record PictureFeatures(FeatureExtractor encoder, String encoderSha256, ImageDecoder decoder)
    implements FeatureSource {

  PictureFeatures(FeatureExtractor encoder, String encoderSha256) {
    this(encoder, encoderSha256, new ImageDecoder(ImageLimits.defaults()));
  }

  @Override
  public int depth() {
    return encoder.depth();
  }

  @Override
  public List<CaptionedImage> ordered(List<CaptionedImage> images) {
    return images;
  }

  @Override
  public String identity(List<CaptionedImage> images) {
    Fingerprint fingerprint = new Fingerprint().add(encoderSha256);
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
      return encoder.extract(decoder.decode(bytes, input.width(), input.height()).picture()).mean();
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
