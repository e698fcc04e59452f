package org.imagecaptioning.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The images of one COCO file by their ids; captions may come before or after them. */
final class CocoImages {

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** What has been seen of an id. */
  private static final class Entry {
    String place;
    @Nullable String file;
    final List<String> captions = new ArrayList<>(5);

    Entry(String place) {
      this.place = place;
    }
  }

  void image(String place, JsonNode item) throws RefusedException {
    String id = JsonFields.id(item, "id");
    String file = JsonFields.text(item, "file_name");
    Entry entry = entries.computeIfAbsent(id, unseen -> new Entry(place));
    if (entry.file != null) {
      throw new RefusedException(
          "the id %s has been at %s already, of the image \"%s\""
              .formatted(id, entry.place, entry.file));
    }
    entry.file = file;
    entry.place = place;
  }

  void caption(String place, JsonNode item) throws RefusedException {
    String id = JsonFields.id(item, "image_id");
    String caption = CaptionText.checked(JsonFields.text(item, "caption").strip());
    entries.computeIfAbsent(id, unseen -> new Entry(place)).captions.add(caption);
  }

  void addTo(CollectedImages images, PictureFinder pictures, Split split, Problems problems) {
    entries.forEach(
        (id, entry) -> {
          try {
            if (entry.file == null) {
              throw new RefusedException(
                  "the caption is of image_id %s, and no image has this id".formatted(id));
            }
            PictureFinder.Found found = pictures.find(entry.file);
            images.add(entry.place, found.id(), found.file(), entry.captions, split);
          } catch (RefusedException e) {
            problems.add(entry.place, e);
          }
        });
  }
}
