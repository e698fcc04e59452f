package org.imagecaptioning.datasets.store;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the entries of one zip go: below a folder, each to a place of its own. */
final class ZipNames {

  private static final int LONGEST_PART = 255; // bytes, what file systems take
  private static final int LONGEST = 1000; // characters
  private static final int DEEPEST = 50; // folders

  private static final char REPLACEMENT = '\uFFFD';
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  /** What desktops leave in folders. */
  private static final Set<String> LITTER = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

  private final Set<String> taken = new HashSet<>();

  /**
   * The path below the folder, parted by slashes; empty if the entry is not to be unpacked.
   *
   * @throws ArchiveException if the name leads elsewhere, or another entry has it, if only in
   *     another case
   */
  Optional<String> place(String name, boolean isFolder) {
    check(name);
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        throw refused(name, "climbs with ..; a path within the zip is expected");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.isEmpty() || isLitter(parts)) {
      return Optional.empty();
    }
    if (parts.size() > DEEPEST
        || parts.stream().anyMatch(part -> bytes(part).length > LONGEST_PART)) {
      throw refused(
          name,
          "is too long: at most %d folders, each of at most %d bytes, are accepted"
              .formatted(DEEPEST, LONGEST_PART));
    }
    String place = String.join("/", parts);
    if (!isFolder && !taken.add(folded(place))) {
      throw refused(name, "comes twice; names differ in more than case");
    }
    return Optional.of(place);
  }

  private static void check(String name) {
    if (name.indexOf('\\') >= 0) {
      throw refused(name, "has a backslash; folders are parted by /");
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      throw refused(name, "is absolute; a path within the zip is expected");
    }
    if (name.indexOf(REPLACEMENT) >= 0) {
      throw refused(name, "is not UTF-8");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw refused(name, "has control characters");
    }
    if (name.length() > LONGEST) {
      throw refused(name, "is longer than %d characters".formatted(LONGEST));
    }
  }

  private static boolean isLitter(List<String> parts) {
    String last = parts.get(parts.size() - 1);
    return parts.get(0).equals("__MACOSX") || LITTER.contains(last) || last.startsWith("._");
  }

  /** As file systems that do not tell case or accents' composition apart see it. */
  private static String folded(String place) {
    return Normalizer.normalize(place, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static byte[] bytes(String part) {
    return part.getBytes(StandardCharsets.UTF_8);
  }

  static ArchiveException refused(String name, String why) {
    String shown = name.length() <= 100 ? name : name.substring(0, 97) + "...";
    return ArchiveException.unsafe(
        "The zip's entry \"%s\" %s.".formatted(shown.replaceAll("\\p{Cntrl}", "?"), why));
  }
}
