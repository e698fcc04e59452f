package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.imagecaptioning.errors.DiskFullException;
import org.imagecaptioning.home.CaptioningHome;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Takes in one file of any size: as the part {@code file} of a form or as the whole body. It goes
 * straight to the disk, counted; only a buffer of it is ever in memory.
 */
@Component
public class UploadReceiver implements SmartInitializingSingleton {

  private static final String MULTIPART = "multipart/form-data";

  /** The last two say nothing, or are what curl says where it is told nothing. */
  private static final Set<String> WHOLE_BODY =
      Set.of(
          "application/zip",
          "application/x-zip-compressed",
          "application/octet-stream",
          "",
          "application/x-www-form-urlencoded");

  private final Path folder;

  UploadReceiver(CaptioningHome home) {
    this.folder = home.uploads();
  }

  /** Nobody waits for what an earlier process was receiving. */
  @Override
  public void afterSingletonsInstantiated() {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("What is left in " + folder + " cannot be deleted", e);
      }
    }
  }

  /**
   * Reads the whole body. Whoever gets the file closes it.
   *
   * @throws ProblemException if the query, the body or a field is not as the form says
   * @throws DiskFullException if there is no room for it
   */
  public UploadedFile receive(HttpServletRequest request, UploadForm form) throws IOException {
    String kind = kind(request);
    boolean multipart = kind.equals(MULTIPART);
    if (!multipart && !WHOLE_BODY.contains(kind)) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type is %s; it should be %s with a part named '%s', or application/zip with the file as the body."
              .formatted(request.getContentType(), MULTIPART, UploadForm.FILE));
    }
    UploadFields fields = new UploadFields(form);
    fields.addQuery(request.getQueryString());
    if (!multipart) {
      fields.requireAll();
    }
    RequestBody body = RequestBody.of(request, form.maxBytes());
    Files.createDirectories(folder);
    DiskFullException.check(folder, Math.max(0, request.getContentLengthLong()));
    try (UploadWriter writer = new UploadWriter(folder)) {
      if (multipart) {
        Multipart.read(
            request.getContentType(),
            body,
            (field, fileName, content) -> {
              if (field.equals(UploadForm.FILE)) {
                writer.write(content);
              } else {
                fields.addPart(field, content);
              }
            });
      } else {
        writer.write(body);
      }
      fields.requireAll();
      return writer.finish(fields.values());
    }
  }

  private static String kind(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
