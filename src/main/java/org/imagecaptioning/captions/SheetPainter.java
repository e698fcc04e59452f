package org.imagecaptioning.captions;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.captions.sheet.AttentionSheet;
import org.imagecaptioning.captions.sheet.SheetWord;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.Upload;
import org.springframework.stereotype.Component;

/** Draws one picture, the words of its best caption, and where the model looked, as a PNG. */
@Component
class SheetPainter {

  /** Quick: all that can be done takes six times as long and saves a thirtieth. */
  private static final float COMPRESSION = 0.8f;

  /** What a sheet takes, about, in nanoseconds. */
  private static final long DRAWING = 50_000_000;

  private final CaptionService service;
  private final ImageDecoder images;

  SheetPainter(CaptionService service, ImageDecoder images) {
    this.service = service;
    this.images = images;
  }

  /**
   * @throws OverloadedException if there is too much to do
   * @throws ProblemException if the call has several images, or its model no attention
   */
  byte[] png(CaptionCall call) {
    Detail.checkAttends(call.model());
    if (call.images().count() != 1) {
      throw new ProblemException(
          ProblemType.NOT_ACCEPTABLE,
          "image/png shows one image, and this call has %d; application/json has room for all."
              .formatted(call.images().count()));
    }
    Upload image = call.images().iterator().next();
    try (Admission.Pass pass = service.admit(call, DRAWING)) {
      Caption best = service.caption(call, pass, image, WordListener.NONE).captions().get(0);
      try (Turns.Turn turn = service.turn(pass, DRAWING)) {
        return png(AttentionSheet.draw(picture(image), call.model().grid(), words(call, best)));
      }
    }
  }

  private Picture picture(Upload image) {
    try {
      return images.decode(image.bytes(), AttentionSheet.TILE, AttentionSheet.TILE).picture();
    } catch (IOException failure) {
      throw new UncheckedIOException("An upload cannot be read back", failure);
    }
  }

  private static List<SheetWord> words(CaptionCall call, Caption caption) {
    LoadedModel model = call.model();
    return caption.words().stream()
        .map(word -> new SheetWord(model.vocabulary().word(word.index()), word.attention()))
        .toList();
  }

  private static byte[] png(BufferedImage sheet) {
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(sheet), "png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(COMPRESSION);
      writer.write(null, new IIOImage(sheet, null, null), parameters);
    } catch (IOException failure) {
      throw new UncheckedIOException("A sheet cannot be written", failure);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
