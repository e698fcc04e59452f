package org.imagecaptioning.training;

import java.util.AbstractList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The features of images in one epoch, each image by one of its views. As many epochs as there are
 * views show each image by all of them, in an order that depends on the seed, the image and these
 * epochs alone, so that training can go on from any step.
 */
final class ViewsInTurn extends AbstractList<float[]> {

  private final List<List<float[]>> views;
  private final long seed;
  private final int epoch;

  /**
   * @param views for each view the features of each image
   * @param epoch from 0
   */
  ViewsInTurn(List<List<float[]>> views, long seed, int epoch) {
    this.views = views;
    this.seed = seed;
    this.epoch = epoch;
  }

  @Override
  public float[] get(int image) {
    return views.get(view(image)).get(image);
  }

  @Override
  public int size() {
    return views.get(0).size();
  }

  private int view(int image) {
    int count = views.size();
    long round = epoch / count;
    SplittableRandom random =
        new SplittableRandom(Seeds.of(seed, image) * 0xBF58476D1CE4E5B9L + round);
    return Minibatches.shuffled(count, random)[epoch % count];
  }
}
