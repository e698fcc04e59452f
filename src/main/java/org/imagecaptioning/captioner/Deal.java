package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** How the captions of a minibatch are dealt to shards: to as many as there are things to deal. */
final class Deal {

  private Deal() {}

  /**
   * Caption by caption, longest first.
   *
   * @return for each shard its captions, as indexes
   */
  static List<int[]> captions(Minibatch minibatch, int shards) {
    int[][] captions = minibatch.captions();
    int[] order = longestFirst(captions.length, n -> captions[n].length);
    return IntStream.range(0, Math.min(shards, captions.length))
        .mapToObj(
            s ->
                IntStream.iterate(s, i -> i < order.length, i -> i + shards)
                    .map(i -> order[i])
                    .toArray())
        .toList();
  }

  /**
   * Picture by picture, that with most words first, each to the shard that has the fewest words: a
   * shard computes what the captions of a picture share once.
   *
   * @return for each shard its captions, as indexes
   */
  static List<int[]> pictures(Minibatch minibatch, int shards) {
    int pictures = minibatch.pictures().length;
    int[] words = new int[pictures];
    for (int n = 0; n < minibatch.size(); n++) {
      words[minibatch.pictureOf()[n]] += minibatch.captions()[n].length - 1;
    }
    int[] shardOf = new int[pictures];
    long[] dealt = new long[Math.min(shards, pictures)];
    for (int picture : longestFirst(pictures, p -> words[p])) {
      int least = 0;
      for (int s = 1; s < dealt.length; s++) {
        if (dealt[s] < dealt[least]) {
          least = s;
        }
      }
      shardOf[picture] = least;
      dealt[least] += words[picture];
    }
    List<int[]> hands = new ArrayList<>();
    for (int s = 0; s < dealt.length; s++) {
      int shard = s;
      hands.add(
          IntStream.range(0, minibatch.size())
              .filter(n -> shardOf[minibatch.pictureOf()[n]] == shard)
              .toArray());
    }
    return hands;
  }

  private static int[] longestFirst(int count, IntUnaryOperator length) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> -length.applyAsInt(i)));
    return Arrays.stream(order).mapToInt(i -> i).toArray();
  }
}
