package org.imagecaptioning.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that was sent, whole and synced, with the fields that came with it. It is deleted when
 * this is closed, unless it was moved away by then.
 */
public final class UploadedFile implements AutoCloseable {

  private final Path path;
  private final long size;
  private final Map<String, String> fields;

  UploadedFile(Path path, long size, Map<String, String> fields) {
    this.path = path;
    this.size = size;
    this.fields = Map.copyOf(fields);
  }

  /** Where it lies, on the disk of {@code captioning.home}. */
  public Path path() {
    return path;
  }

  /** In bytes. */
  public long size() {
    return size;
  }

  /** A field that was asked for, null if it did not come. */
  public @Nullable String field(String name) {
    return fields.get(name);
  }

  /** A field without which there would be no upload. */
  public String required(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The form has no required field " + name);
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
