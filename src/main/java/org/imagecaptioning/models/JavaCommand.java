package org.imagecaptioning.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to run a class of this program in another process: on the same Java, with the same classes,
 * whether they lie in folders, in jars, or in jars inside the runnable one.
 */
final class JavaCommand {

  /** Spring Boot's, which is in every runnable jar. */
  private static final String LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  private JavaCommand() {}

  /**
   * @param options of the virtual machine
   */
  static List<String> of(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    // In the runnable jar, only its launcher is on the class path, and loads all else.
    boolean plain = main.getClassLoader() == ClassLoader.getSystemClassLoader();
    if (!plain) {
      command.add("-Dloader.main=" + main.getName());
    }
    command.add(plain ? main.getName() : LAUNCHER);
    command.addAll(arguments);
    return command;
  }
}
