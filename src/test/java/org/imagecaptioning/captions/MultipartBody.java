package org.imagecaptioning.captions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds a multipart/form-data body. */
public final class MultipartBody {

  public static final String BOUNDARY = "----captions-test";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public static MultipartBody of(String fileName, byte[] image) {
    return new MultipartBody().part("image", fileName, image);
  }

  public MultipartBody part(String name, String fileName, byte[] content) {
    write(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
            .formatted(BOUNDARY, name, fileName));
    write("Content-Type: application/octet-stream\r\n\r\n");
    bytes.writeBytes(content);
    write("\r\n");
    return this;
  }

  public MultipartBody field(String name, String value) {
    write(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
            .formatted(BOUNDARY, name, value));
    return this;
  }

  public String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  /** What was added so far, without the closing boundary. */
  public byte[] open() {
    return bytes.toByteArray();
  }

  public byte[] bytes() {
    write("--" + BOUNDARY + "--\r\n");
    return bytes.toByteArray();
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
