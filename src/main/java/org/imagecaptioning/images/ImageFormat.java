package org.imagecaptioning.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;

/**
 * What a file is, by its first bytes. Formats that are not accepted are told apart only so that the
 * refusal can name them.
 */
enum ImageFormat {
  JPEG("JPEG"),
  PNG("PNG"),
  GIF("GIF"),
  BMP("BMP"),
  WEBP("WebP"),
  HEIC("HEIC/HEIF"),
  AVIF("AVIF"),
  TIFF("TIFF"),
  JPEG_2000("JPEG 2000"),
  JPEG_XL("JPEG XL"),
  ICO("ICO"),
  PSD("Photoshop"),
  SVG("SVG"),
  PDF("PDF"),
  VIDEO("MP4 or QuickTime video"),
  ZIP("a ZIP archive"),
  HTML("HTML"),
  TEXT("text"),
  UNKNOWN("an unknown format");

  private static final Set<ImageFormat> ACCEPTED = Set.of(JPEG, PNG, GIF, BMP, WEBP);
  private static final int LOOKED_AT = 512;

  final String label;

  ImageFormat(String label) {
    this.label = label;
  }

  boolean isAccepted() {
    return ACCEPTED.contains(this);
  }

  /**
   * @param bytes a whole file, or at least its first 512 bytes
   */
  static ImageFormat of(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return GIF;
    }
    if (head.startsWith("BM") && head.startsWith("\0\0\0", 15)) {
      return BMP;
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WEBP;
    }
    return notAccepted(head);
  }

  private static ImageFormat notAccepted(String head) {
    if (head.startsWith("ftyp", 4)) {
      return byBrand(head.substring(8, Math.min(head.length(), 32)));
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*") || head.startsWith("II+\0")) {
      return TIFF;
    }
    if (head.startsWith("\0\0\0\u000cjP  ") || head.startsWith("\u00ff\u004f\u00ff\u0051")) {
      return JPEG_2000;
    }
    if (head.startsWith("\u00ff\n") || head.startsWith("\0\0\0\u000cJXL ")) {
      return JPEG_XL;
    }
    if (head.startsWith("\0\0\1\0") || head.startsWith("\0\0\2\0")) {
      return ICO;
    }
    if (head.startsWith("8BPS")) {
      return PSD;
    }
    if (head.startsWith("%PDF-")) {
      return PDF;
    }
    if (head.startsWith("PK\3\4")) {
      return ZIP;
    }
    return byWords(head);
  }

  /** ISO base media files say what they are by brands, the major one first. */
  private static ImageFormat byBrand(String brands) {
    if (brands.contains("avif") || brands.contains("avis")) {
      return AVIF;
    }
    if (brands.contains("hei") || brands.contains("hev") || brands.contains("mif1")) {
      return HEIC;
    }
    return VIDEO;
  }

  private static ImageFormat byWords(String head) {
    String words = withoutByteOrderMark(head).stripLeading().toLowerCase(Locale.ROOT);
    if (words.startsWith("<svg") || words.startsWith("<?xml") && words.contains("<svg")) {
      return SVG;
    }
    if (words.startsWith("<!doctype html") || words.startsWith("<html")) {
      return HTML;
    }
    boolean printable =
        head.chars().allMatch(c -> c >= ' ' && c != 0x7f || "\t\r\n".indexOf(c) >= 0);
    return printable && isUtf8(head) ? TEXT : UNKNOWN;
  }

  private static String withoutByteOrderMark(String head) {
    return head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
  }

  /** A character that the end of what is looked at cuts in two does not count against a text. */
  private static boolean isUtf8(String head) {
    int damaged = new String(head.getBytes(ISO_8859_1), UTF_8).indexOf('\ufffd');
    return damaged < 0 || head.length() == LOOKED_AT && damaged >= LOOKED_AT / 2;
  }
}
