package org.imagecaptioning.captions.sheet;

/**
 * Where the tiles of a sheet lie: row by row from the left, in as many columns as make the sheet
 * about half as wide again as it is high, and leave few cells empty.
 *
 * @param columns of cells
 * @param rows of cells
 * @param cellWidth in pixels, without the gap to the next
 * @param cellHeight in pixels: of a tile and the word below it
 */
record SheetLayout(int columns, int rows, int cellWidth, int cellHeight) {

  /** How far below a tile its word stands. */
  static final int BASE_LINE = 26;

  private static final int BELOW_TILE = 40;
  private static final int GAP = 14;

  /** Room for a word, however narrow the picture is. */
  private static final int NARROWEST = 120;

  private static final double SHAPE = 1.5;

  /** What a sheet of empty cells alone would be worth, as an error of its shape. */
  private static final double EMPTINESS = 1.5;

  /**
   * @param width of a tile
   * @param height of a tile
   * @param tiles how many there are
   */
  static SheetLayout of(int width, int height, int tiles) {
    SheetLayout best = withColumns(1, width, height, tiles);
    for (int columns = 2; columns <= tiles; columns++) {
      SheetLayout next = withColumns(columns, width, height, tiles);
      if (next.fault(tiles) < best.fault(tiles)) {
        best = next;
      }
    }
    return best;
  }

  private static SheetLayout withColumns(int columns, int width, int height, int tiles) {
    int rows = (tiles + columns - 1) / columns;
    return new SheetLayout(columns, rows, Math.max(width, NARROWEST), height + BELOW_TILE);
  }

  private double fault(int tiles) {
    double empty = 1 - (double) tiles / (columns * rows);
    return Math.abs(Math.log((double) width() / height() / SHAPE)) + EMPTINESS * empty;
  }

  /** Of all columns. */
  int width() {
    return columns * (cellWidth + GAP) - GAP;
  }

  /** Of all rows. */
  int height() {
    return rows * cellHeight;
  }

  /** Where a cell begins, counted from 0. */
  int x(int cell) {
    return cell % columns * (cellWidth + GAP);
  }

  /** Where a cell begins, counted from 0. */
  int y(int cell) {
    return cell / columns * cellHeight;
  }
}
