package org.imagecaptioning.layers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A row-major float32 matrix outside the heap, where BLAS can read it without a copy. A vector is a
 * matrix of one row.
 *
 * <p>The memory is a direct buffer: the collector frees it, {@code -XX:MaxDirectMemorySize} bounds
 * it, and the metrics of the JVM count it. Arithmetic other than products is done a row at a time
 * in a heap array, which the compiler can vectorise: {@link #get} a row, compute, {@link #put} it
 * back.
 */
public final class FloatMatrix {

  private static final int CACHE_LINE = 64;

  private final int rows;
  private final int cols;
  private final FloatBuffer memory;
  private final FloatPointer pointer;

  private FloatMatrix(int rows, int cols, FloatBuffer memory) {
    this.rows = rows;
    this.cols = cols;
    this.memory = memory;
    this.pointer = new FloatPointer(memory);
  }

  /**
   * A matrix of zeros.
   *
   * @throws IllegalArgumentException if a side is negative or there are more than 2^29 - 1 numbers
   */
  public static FloatMatrix zeros(int rows, int cols) {
    long bytes = (long) rows * cols * Float.BYTES;
    if (rows < 0 || cols < 0 || bytes > Integer.MAX_VALUE - 2 * CACHE_LINE) {
      throw new IllegalArgumentException(
          "A matrix has sides of at least 0 and takes less than 2 GB, not %d x %d"
              .formatted(rows, cols));
    }
    // BLAS is quicker on whole cache lines; alignment takes up to one of them at either end
    FloatBuffer memory =
        ByteBuffer.allocateDirect((int) bytes + 2 * CACHE_LINE)
            .alignedSlice(CACHE_LINE)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .slice(0, rows * cols);
    return new FloatMatrix(rows, cols, memory);
  }

  /** A copy of row-major numbers. */
  public static FloatMatrix of(int rows, int cols, float[] values) {
    if ((long) rows * cols != values.length) {
      throw new IllegalArgumentException(
          "A matrix of %d x %d takes %d numbers, not %d"
              .formatted(rows, cols, (long) rows * cols, values.length));
    }
    FloatMatrix matrix = zeros(rows, cols);
    matrix.memory.put(0, values);
    return matrix;
  }

  /** A copy of a tensor of one side, as one row, or of two. */
  public static FloatMatrix of(Tensor tensor) {
    return switch (tensor.shape().size()) {
      case 1 -> of(1, tensor.shape().get(0), tensor.values());
      case 2 -> of(tensor.shape().get(0), tensor.shape().get(1), tensor.values());
      default ->
          throw new IllegalArgumentException(
              "A matrix has one or two sides, not " + tensor.shape());
    };
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /** How many numbers there are. */
  public int size() {
    return rows * cols;
  }

  /**
   * Rows {@code from} to {@code to - 1}: the same memory, seen as a matrix of its own.
   *
   * @throws IndexOutOfBoundsException if there are no such rows
   */
  public FloatMatrix rows(int from, int to) {
    return new FloatMatrix(to - from, cols, memory.slice(from * cols, (to - from) * cols));
  }

  /** The numbers from {@code offset} on, seen as a matrix of their own over the same memory. */
  public FloatMatrix view(int offset, int viewRows, int viewCols) {
    return new FloatMatrix(viewRows, viewCols, memory.slice(offset, viewRows * viewCols));
  }

  /** Copies a row into the beginning of an array. */
  public void get(int row, float[] into) {
    memory.get(row * cols, into, 0, cols);
  }

  /** Copies the beginning of an array into a row. */
  public void put(int row, float[] from) {
    memory.put(row * cols, from, 0, cols);
  }

  /** Copies {@code length} numbers from {@code offset} on, rows ignored. */
  public void get(int offset, float[] into, int length) {
    memory.get(offset, into, 0, length);
  }

  /** Overwrites {@code length} numbers from {@code offset} on, rows ignored. */
  public void put(int offset, float[] from, int length) {
    memory.put(offset, from, 0, length);
  }

  /** Copies {@code length} numbers of another matrix, rows ignored. */
  void put(int offset, FloatMatrix from, int fromOffset, int length) {
    memory.put(offset, from.memory, fromOffset, length);
  }

  /** Copies one row of another matrix of as many columns. */
  public void putRow(int row, FloatMatrix from, int fromRow) {
    memory.put(row * cols, from.memory, fromRow * cols, cols);
  }

  /** Copies all numbers of another matrix of the same size. */
  public void copy(FloatMatrix from) {
    memory.put(0, from.memory, 0, size());
  }

  /** Makes all numbers zero. */
  public void clear() {
    float[] zeros = new float[Math.min(size(), 4096)];
    for (int offset = 0; offset < size(); offset += zeros.length) {
      memory.put(offset, zeros, 0, Math.min(zeros.length, size() - offset));
    }
  }

  /** A copy of all numbers, row-major. */
  public float[] toArray() {
    float[] values = new float[size()];
    memory.get(0, values);
    return values;
  }

  /** Copies of the rows. */
  public float[][] toRows() {
    float[][] copies = new float[rows][cols];
    for (int row = 0; row < rows; row++) {
      get(row, copies[row]);
    }
    return copies;
  }

  /** Where BLAS finds the numbers; valid as long as this matrix is reachable. */
  FloatPointer pointer() {
    return pointer;
  }

  @Override
  public String toString() {
    return "FloatMatrix(" + rows + ", " + cols + ")";
  }
}
