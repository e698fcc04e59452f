package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** On what is computed here. The same numbers elsewhere may be rounded otherwise. */
final class Machine {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The JDK and the kind of processor, and which kernels OpenBLAS was told to use, if it was. */
  static String description() {
    String kernels = System.getenv("OPENBLAS_CORETYPE");
    return "Java %s, %s%s"
        .formatted(
            System.getProperty("java.runtime.version"),
            processor(),
            kernels == null ? "" : ", OpenBLAS for " + kernels);
  }

  private static String processor() {
    String architecture = System.getProperty("os.arch");
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    if (windows != null) {
      return architecture + " " + windows;
    }
    try {
      List<String> lines = Files.exists(CPUINFO) ? Files.readAllLines(CPUINFO) : List.of();
      return lines.stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> architecture + line.substring(line.indexOf(':') + 1))
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      return architecture; // it is only to be able to say so
    }
  }
}
