package org.imagecaptioning.captioner;

/**
 * Hears the words of the best caption one by one, in their order, each as soon as nothing that a
 * decoder may still do can change it. What it throws ends the decoding.
 */
@FunctionalInterface
public interface WordListener {

  /** Hears nothing, and costs nothing: decoders then do not ask which words are final. */
  WordListener NONE = word -> {};

  /**
   * @param word the next one of the caption that {@link Decoder#decode} is going to give first
   */
  void heard(Caption.Word word);
}
