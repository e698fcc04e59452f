package org.imagecaptioning.layers;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The innermost loops of {@link ColumnBlocks}. */
interface RowKernel {

  /**
   * The quicker one. Where a processor cannot multiply and add in one, {@link Math#fma} is some
   * thousand times slower.
   */
  RowKernel OF_THIS_MACHINE =
      multipliesAndAddsInOne() ? new FusedRowKernel() : new PlainRowKernel();

  /** How many rows can be multiplied together. */
  int mostRows();

  /**
   * Adds the products of some rows by a part of a block.
   *
   * @param a shape (m, k), of which rows are taken from {@code from} to before {@code to}, at most
   *     {@link #mostRows}
   * @param b a block, shape (k, width), of which rows are taken from {@code i} to before {@code
   *     end}
   * @param sums those of row {@code from} first, each {@link ColumnBlocks#WIDTH} from the next
   */
  void add(float[][] a, int from, int to, float[][] b, int i, int end, float[] sums, int width);

  private static boolean multipliesAndAddsInOne() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return machine != null && Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
  }
}
