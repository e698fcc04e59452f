package org.imagecaptioning.jobs;

/** When the model that a training makes is to answer where a call names none. */
enum Activate {
  NEVER,
  ALWAYS,
  /** If its CIDEr on the validation split is greater than that of the model that is active. */
  IF_BETTER
}
