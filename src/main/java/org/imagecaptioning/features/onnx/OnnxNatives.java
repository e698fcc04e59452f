package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.imagecaptioning.features.EncoderException;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries of ONNX Runtime, unpacked once into a directory of ours. Left to itself the
 * runtime unpacks 22 MB into the temporary directory at each start, and leaves them there when the
 * process is killed.
 */
final class OnnxNatives {

  /** Part of the directory's name, so that processes of two versions can share a home. */
  static final String VERSION = "1.23.2";

  private OnnxNatives() {}

  /**
   * @param directory of all natives; those of this version go into a directory of their own in it
   * @return the directory that holds the libraries, whole
   * @throws EncoderException if there are none for this platform
   * @throws UncheckedIOException if they cannot be written
   */
  static Path unpack(Path directory) {
    Path home = directory.toAbsolutePath().resolve("onnxruntime-" + VERSION);
    try {
      Files.createDirectories(home);
      for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
        // The JDK says .jnilib on some versions of macOS, where the runtime says .dylib.
        unpack(home, System.mapLibraryName(library).replace("jnilib", "dylib"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The natives of ONNX Runtime cannot be unpacked to %s: %s".formatted(home, e), e);
    }
    return home;
  }

  private static void unpack(Path home, String name) throws IOException {
    URLConnection packed = find(name).openConnection();
    Path library = home.resolve(name);
    long size = packed.getContentLengthLong();
    try (InputStream in = packed.getInputStream()) {
      if (isWhole(library, size)) {
        return;
      }
      Path part = Files.createTempFile(home, name, ".part");
      try {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        sync(part);
        publish(part, library, size);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  private static URL find(String name) {
    String path = "/ai/onnxruntime/native/%s/%s".formatted(platform(), name);
    @Nullable URL resource = OrtEnvironment.class.getResource(path);
    if (resource == null) {
      throw new EncoderException(
          "ONNX Runtime has no natives for %s here; build the service on this platform, or point"
                  .formatted(platform())
              + " -D%s to a directory with them".formatted(OnnxEnvironment.NATIVE_PATH));
    }
    return resource;
  }

  private static boolean isWhole(Path library, long size) throws IOException {
    return Files.isRegularFile(library) && Files.size(library) == size;
  }

  /** Without it a crash of the machine could leave a file of the right size, full of zeros. */
  private static void sync(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void publish(Path part, Path library, long size) throws IOException {
    try {
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Windows does not replace a library that another process, which was faster, has loaded.
      if (!isWhole(library, size)) {
        throw e;
      }
    }
  }

  /** As the runtime names its resources: {@code linux-x64}, {@code osx-aarch64}. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    return system + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }
}
