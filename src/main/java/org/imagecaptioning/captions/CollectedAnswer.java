package org.imagecaptioning.captions;

import java.util.ArrayList;
import java.util.List;
import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.captions.CaptionsResponse.Result;

/** Keeps all results until the last is there. */
final class CollectedAnswer implements Answer {

  private final List<Result> results = new ArrayList<>();

  @Override
  public boolean canFail() {
    return true;
  }

  @Override
  public WordListener words(int index) {
    return WordListener.NONE;
  }

  @Override
  public void add(int index, Result result) {
    results.add(result);
  }

  List<Result> results() {
    return results;
  }
}
