package org.imagecaptioning.captions.sheet;

/**
 * A word of a sheet.
 *
 * @param attention weights of the places of the grid before it, row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record SheetWord(String text, float[] attention) {}
