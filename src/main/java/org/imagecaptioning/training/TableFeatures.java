package org.imagecaptioning.training;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.DatasetException;
import org.imagecaptioning.datasets.GivenFeatures;
import org.imagecaptioning.models.Precision;

/**
 * Features that a dataset brings.
 *
 * @param depth D
 */
record TableFeatures(int depth) implements FeatureSource {

  /** So many rows are looked at to tell tables from each other. */
  private static final int LOOKED_AT = 16;

  @Override
  public int length() {
    return depth;
  }

  @Override
  public Precision precision() {
    return Precision.F32;
  }

  @Override
  public List<CaptionedImage> ordered(List<CaptionedImage> images) {
    return images.stream()
        .sorted(
            Comparator.comparing((CaptionedImage image) -> given(image).table().name())
                .thenComparingInt(image -> given(image).row()))
        .toList();
  }

  @Override
  public String identity(List<CaptionedImage> images) {
    Fingerprint fingerprint = new Fingerprint().add("given features of depth " + depth);
    int every = Math.max(1, images.size() / LOOKED_AT);
    for (int i = 0; i < images.size(); i++) {
      CaptionedImage image = images.get(i);
      fingerprint.add(image.id()).add(given(image).table().name()).add("" + given(image).row());
      if (i % every == 0) {
        ByteBuffer bytes = ByteBuffer.allocate(depth * Float.BYTES);
        bytes.asFloatBuffer().put(read(image));
        fingerprint.add(bytes.array());
      }
    }
    return fingerprint.hex();
  }

  @Override
  public float[] read(CaptionedImage image) {
    try {
      return given(image).read();
    } catch (DatasetException e) {
      throw new TrainingException(
          TrainingException.Kind.DATASET, String.valueOf(e.getMessage()), e);
    }
  }

  private static GivenFeatures given(CaptionedImage image) {
    if (image.source() instanceof GivenFeatures given) {
      return given;
    }
    throw new IllegalArgumentException("A dataset has pictures or features, not both");
  }
}
