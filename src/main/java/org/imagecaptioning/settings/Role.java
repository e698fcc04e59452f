package org.imagecaptioning.settings;

/** What one process does, where several share the work. All of them answer all other calls. */
public enum Role {
  /** Captions pictures; jobs that come are left to others. */
  SERVE(true, false),
  /** Works on jobs, and captions nothing for anyone. */
  TRAIN(false, true),
  /** Both. */
  ALL(true, true);

  private final boolean captions;
  private final boolean works;

  Role(boolean captions, boolean works) {
    this.captions = captions;
    this.works = works;
  }

  /** Whether calls on /captions are answered. */
  public boolean captions() {
    return captions;
  }

  /** Whether trainings and evaluations are worked on. */
  public boolean works() {
    return works;
  }
}
