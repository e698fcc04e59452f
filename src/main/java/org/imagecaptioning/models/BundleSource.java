package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Where the bytes of a bundle come from. */
interface BundleSource {

  /** A channel of all its bytes, at the beginning. */
  SeekableByteChannel open() throws IOException;

  /** What messages call it. */
  String name();

  static BundleSource of(Path file) {
    return new BundleSource() {
      @Override
      public SeekableByteChannel open() throws IOException {
        return Files.newByteChannel(file);
      }

      @Override
      public String name() {
        return file.toString();
      }
    };
  }

  static BundleSource of(String name, byte[] bytes) {
    return new BundleSource() {
      @Override
      public SeekableByteChannel open() {
        return new SeekableInMemoryByteChannel(bytes);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
