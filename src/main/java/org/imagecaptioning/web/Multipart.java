package org.imagecaptioning.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.fileupload.FileItemHeaders;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/** Reads a multipart/form-data body part by part, as it comes in, keeping nothing. */
public final class Multipart {

  private static final int MOST_HEADER_BYTES = 8192;

  private Multipart() {}

  /** Takes one part. */
  @FunctionalInterface
  public interface PartReader {

    /**
     * @param field the part's name, empty if it has none
     * @param fileName without folders; null if it has none
     * @param content to be read before this returns
     */
    void read(String field, @Nullable String fileName, InputStream content) throws IOException;
  }

  /**
   * @throws ProblemException if it is not well formed, or whatever {@code reader} throws
   */
  public static void read(String contentType, RequestBody body, PartReader reader) {
    FileUpload upload =
        new FileUpload() {
          @Override
          public String getFieldName(FileItemHeaders headers) {
            String name = super.getFieldName(headers);
            return name == null ? "" : name; // a part without one would be skipped, unseen
          }
        };
    upload.setPartHeaderSizeMax(MOST_HEADER_BYTES);
    upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
    try {
      FileItemIterator parts = upload.getItemIterator(new Body(contentType, body));
      while (parts.hasNext()) {
        FileItemStream part = parts.next();
        try (InputStream content = part.openStream()) {
          reader.read(part.getFieldName(), lastSegment(part.getName()), content);
        }
      }
    } catch (IOException | InvalidFileNameException malformed) {
      throw new ProblemException(
          ProblemType.MALFORMED_MULTIPART,
          "The body is not well-formed multipart/form-data with the boundary that Content-Type"
              + " names, or breaks off inside a part.",
          malformed);
    }
  }

  private static @Nullable String lastSegment(@Nullable String path) {
    if (path == null || path.isEmpty()) {
      return null;
    }
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private record Body(String contentType, RequestBody body) implements UploadContext {

    @Override
    public long contentLength() {
      return -1; // what comes is counted, not what is promised
    }

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }
  }
}
