package org.imagecaptioning.layers;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix outside the heap in panels of {@value Panels#WIDTH} columns, each row-major by itself,
 * which OpenBLAS multiplies as they lie ({@link SmallProducts#TAKEN_AS_THEY_LIE}): it reads them in
 * one go, and has vectors that the loops of {@link ColumnBlocks} have to do without.
 */
final class UnpackedPanels implements RightMatrix {

  private static final int WIDTH = Panels.WIDTH;

  /** More rows at a time are no quicker. */
  private static final int MOST_ROWS = 12;

  /** As many as there were products at a time. */
  private static final Queue<Workspace> WORKSPACES = new ConcurrentLinkedQueue<>();

  private final int rows;
  private final int cols;
  private final FloatMatrix memory;
  private final FloatPointer[] panels;

  /**
   * @param matrix its rows, shape (k, n); copied
   */
  UnpackedPanels(float[][] matrix) {
    rows = matrix.length;
    cols = rows == 0 ? 0 : matrix[0].length;
    panels = new FloatPointer[(cols + WIDTH - 1) / WIDTH];
    memory = FloatMatrix.zeros(panels.length * rows, WIDTH); // the last panel is filled up
    float[] numbers = new float[rows * WIDTH];
    for (int panel = 0; panel < panels.length; panel++) {
      int from = panel * WIDTH;
      int width = Math.min(WIDTH, cols - from);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(matrix[row], from, numbers, row * WIDTH, width);
        Arrays.fill(numbers, row * WIDTH + width, (row + 1) * WIDTH, 0);
      }
      memory.put(panel * numbers.length, numbers, numbers.length);
      panels[panel] = new FloatPointer(memory.pointer()).position((long) panel * numbers.length);
    }
  }

  @Override
  public void multiply(float[][] a, int m, float[][] c) {
    Workspace workspace = WORKSPACES.poll();
    if (workspace == null) {
      workspace = new Workspace();
    }
    multiply(a, m, c, workspace);
    WORKSPACES.add(workspace);
  }

  private void multiply(float[][] a, int m, float[][] c, Workspace workspace) {
    // Three rows take longer than four, the last of them whatever was there.
    int even = m == 1 ? 1 : (m + 1) / 2 * 2;
    int stride = panels.length * WIDTH;
    workspace.makeRoom(even * rows, even * stride);
    for (int row = 0; row < m; row++) {
      workspace.left.put(row * rows, a[row], rows);
    }
    int atATime =
        Math.max(1, Math.min(MOST_ROWS, SmallProducts.MOST / Math.max(1, WIDTH * rows) / 2 * 2));
    FloatPointer left = new FloatPointer(workspace.left.pointer());
    FloatPointer result = new FloatPointer(workspace.result.pointer());
    for (int panel = 0; panel < panels.length; panel++) {
      for (int row = 0; row < even; row += atATime) {
        Products.multiply(
            Math.min(atATime, even - row),
            WIDTH,
            rows,
            left.position((long) row * rows),
            panels[panel],
            result.position((long) row * stride + panel * WIDTH),
            stride);
      }
    }
    Reference.reachabilityFence(this);
    for (int row = 0; row < m; row++) {
      workspace.result.get(row * stride, c[row], cols);
    }
  }

  /** The rows on the left and the products, where BLAS finds them. */
  private static final class Workspace {

    private FloatMatrix left = FloatMatrix.zeros(0, 0);
    private FloatMatrix result = FloatMatrix.zeros(0, 0);

    void makeRoom(int numbersOnTheLeft, int numbersOfTheResult) {
      if (left.size() < numbersOnTheLeft) {
        left = FloatMatrix.zeros(1, numbersOnTheLeft);
      }
      if (result.size() < numbersOfTheResult) {
        result = FloatMatrix.zeros(1, numbersOfTheResult);
      }
    }
  }
}
