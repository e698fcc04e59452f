package org.imagecaptioning.home;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that holds a home until its input ends, and says so, and its place. */
final class HomeHolder {

  private HomeHolder() {}

  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    try (CaptioningHome home =
        args[1].equals("shared") ? CaptioningHome.openShared(path) : CaptioningHome.open(path)) {
      say("open " + home.place());
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (HomeException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private static void say(String line) throws IOException {
    System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
