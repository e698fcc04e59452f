package org.imagecaptioning.training;

import java.util.List;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.images.ImageException;
import org.imagecaptioning.models.Precision;

/** Where the features of images come from: their pictures, or the dataset itself. */
interface FeatureSource {

  /** K, how many numbers an image has. */
  int length();

  /** In which they are kept. */
  Precision precision();

  /** The images in the order in which this is quick. */
  List<CaptionedImage> ordered(List<CaptionedImage> images);

  /**
   * Tells these features of these images from any others.
   *
   * @throws TrainingException of the kind DATASET if an image is gone
   */
  String identity(List<CaptionedImage> images);

  /**
   * The features of one image, shape (K). May be called from several threads at once.
   *
   * @throws ImageException if what is there is not a picture
   * @throws TrainingException of the kind DATASET if it is gone
   */
  float[] read(CaptionedImage image);
}
