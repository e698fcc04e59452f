package org.imagecaptioning.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.springframework.core.io.Resource;

/** Where the bytes of a bundle come from. */
interface BundleSource {

  /** What messages call it. */
  String name();

  /** How many bytes it has. */
  long size() throws IOException;

  /** A channel of all its bytes, at the beginning. */
  SeekableByteChannel open() throws IOException;

  /** All its bytes, to be read once from the beginning. */
  default InputStream stream() throws IOException {
    return Channels.newInputStream(open());
  }

  /** A bundle in a file. */
  record InFile(String name, Path file) implements BundleSource {

    InFile(Path file) {
      this(file.toString(), file);
    }

    @Override
    public long size() throws IOException {
      return Files.size(file);
    }

    @Override
    public SeekableByteChannel open() throws IOException {
      return Files.newByteChannel(file);
    }
  }

  /** A bundle on the class path, held in memory only while it is read. */
  record OnClassPath(Resource resource) implements BundleSource {

    @Override
    public String name() {
      return resource.getDescription();
    }

    @Override
    public long size() throws IOException {
      return resource.contentLength();
    }

    @Override
    public SeekableByteChannel open() throws IOException {
      return new SeekableInMemoryByteChannel(resource.getContentAsByteArray());
    }

    @Override
    public InputStream stream() throws IOException {
      return resource.getInputStream();
    }
  }

  /** A bundle in memory. */
  @SuppressWarnings("ArrayRecordComponent")
  record InMemory(String name, byte[] bytes) implements BundleSource {

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel open() {
      return new SeekableInMemoryByteChannel(bytes);
    }
  }
}
