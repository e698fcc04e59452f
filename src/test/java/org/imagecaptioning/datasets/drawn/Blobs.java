package org.imagecaptioning.datasets.drawn;

import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds what stands out from the background, from pixels alone. */
final class Blobs {

  private static final int SIDE = DrawnScene.SIDE;

  /** Connected pixels that are not background: their bounding box, how many, and one's colour. */
  record Blob(Rectangle box, int pixels, int red, int green, int blue) {

    String colour() {
      if (blue > 150) {
        return "blue";
      }
      if (red > 150) {
        return green > 150 ? "yellow" : "red";
      }
      return "green";
    }

    String shape() {
      double filled = pixels / (double) (box.width * box.height);
      return filled > 0.95 ? "square" : filled > 0.65 ? "circle" : "triangle";
    }
  }

  private Blobs() {}

  static List<Blob> of(byte[] rgb) {
    boolean[] seen = new boolean[SIDE * SIDE];
    List<Blob> blobs = new ArrayList<>();
    for (int start = 0; start < seen.length; start++) {
      if (!seen[start] && !isBackground(rgb, start)) {
        blobs.add(flood(rgb, start, seen));
      }
    }
    return blobs;
  }

  private static Blob flood(byte[] rgb, int start, boolean[] seen) {
    Rectangle box = new Rectangle(start % SIDE, start / SIDE, 1, 1);
    int pixels = 0;
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    while (!open.isEmpty()) {
      int pixel = open.pop();
      int x = pixel % SIDE;
      int y = pixel / SIDE;
      box.add(new Rectangle(x, y, 1, 1));
      pixels++;
      for (int[] step : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        int nextX = x + step[0];
        int nextY = y + step[1];
        int next = nextY * SIDE + nextX;
        if (nextX >= 0
            && nextX < SIDE
            && nextY >= 0
            && nextY < SIDE
            && !seen[next]
            && !isBackground(rgb, next)) {
          seen[next] = true;
          open.push(next);
        }
      }
    }
    return new Blob(
        box, pixels, rgb[3 * start] & 255, rgb[3 * start + 1] & 255, rgb[3 * start + 2] & 255);
  }

  private static boolean isBackground(byte[] rgb, int pixel) {
    int red = rgb[3 * pixel] & 255;
    return red == (rgb[3 * pixel + 1] & 255)
        && red == (rgb[3 * pixel + 2] & 255)
        && (red == 0 || red == 128 || red == 255);
  }
}
