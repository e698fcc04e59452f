package org.imagecaptioning.evaluation;

/** How good the captions of a set of images are: BLEU and ROUGE-L 0 to 1, CIDEr 0 to 10. */
public record CaptionScores(
    double bleu1, double bleu2, double bleu3, double bleu4, double rougeL, double cider) {}
