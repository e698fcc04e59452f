package org.imagecaptioning.captions;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.web.Multipart;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.RequestBody;
import org.imagecaptioning.web.Upload;
import org.jspecify.annotations.Nullable;

/** The images of one call, gone when it is closed. */
final class ImageUploads implements Iterable<Upload>, AutoCloseable {

  private static final String PART = "image";

  private final CaptioningSettings settings;
  private final Path folder;
  private final List<Upload> images = new ArrayList<>();

  private ImageUploads(CaptioningSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Reads the whole body.
   *
   * @param folder for images that are too large for memory
   * @throws ProblemException if there is no image, too many, something else, or the body is broken
   */
  static ImageUploads read(HttpServletRequest request, CaptioningSettings settings, Path folder)
      throws IOException {
    ImageUploads uploads = new ImageUploads(settings, folder);
    try {
      uploads.readBody(request);
      return uploads;
    } catch (IOException | RuntimeException failure) {
      uploads.close();
      throw failure;
    }
  }

  private void readBody(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    String kind = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean multipart = kind.equals("multipart/form-data");
    if (!multipart && !mayBeImage(kind)) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type is %s; it should be multipart/form-data with one or more parts named '%s',"
                  .formatted(type, PART)
              + " or application/octet-stream or image/* with the image as the body.");
    }
    RequestBody body = RequestBody.of(request, settings.requests().maxBytes().toBytes());
    if (multipart) {
      Multipart.read(String.valueOf(type), body, this::addPart);
      if (images.isEmpty()) {
        throw new ProblemException(
            ProblemType.MALFORMED_MULTIPART,
            "The body has no part; it should have one or more named '%s'.".formatted(PART));
      }
    } else {
      add(null, body);
    }
  }

  /** What the bytes are decides, so a type that says nothing will do: curl sends a form's. */
  private static boolean mayBeImage(String kind) {
    return kind.isEmpty()
        || kind.startsWith("image/")
        || kind.equals("application/octet-stream")
        || kind.equals("application/x-www-form-urlencoded");
  }

  private void addPart(String field, @Nullable String fileName, InputStream content)
      throws IOException {
    if (!field.equals(PART)) {
      throw new ProblemException(
          ProblemType.UNKNOWN_PART,
          "There is no part '%s'; each part is an image and named '%s'; options belong in the query."
              .formatted(field, PART));
    }
    int most = settings.requests().maxImages();
    if (images.size() == most) {
      throw new ProblemException(
          ProblemType.TOO_MANY_IMAGES,
          "A call may have at most %d images, and this one has more.".formatted(most));
    }
    add(fileName, content);
  }

  private void add(@Nullable String fileName, InputStream content) throws IOException {
    images.add(Upload.read(fileName, content, folder));
  }

  int count() {
    return images.size();
  }

  @Override
  public Iterator<Upload> iterator() {
    return images.iterator();
  }

  @Override
  public void close() throws IOException {
    for (Upload image : images) {
      image.close();
    }
  }
}
