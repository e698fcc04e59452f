package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.List;

/** The best captions by their score, best first; of equal ones the earlier is the better. */
final class CaptionRanking {

  private final int most;
  private final List<Caption> captions = new ArrayList<>();

  CaptionRanking(int most) {
    this.most = most;
  }

  void add(Caption caption) {
    int place = captions.size();
    while (place > 0 && captions.get(place - 1).score() < caption.score()) {
      place--;
    }
    captions.add(place, caption);
    if (captions.size() > most) {
      captions.remove(most);
    }
  }

  /** Whether a caption of this score would come too late or too low to be kept. */
  boolean isBeyond(double score) {
    return captions.size() == most && captions.get(most - 1).score() >= score;
  }

  /** The best one, or none. */
  List<Caption> best() {
    return captions.subList(0, Math.min(1, captions.size()));
  }

  List<Caption> captions() {
    return List.copyOf(captions);
  }
}
