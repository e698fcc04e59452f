package org.imagecaptioning.web;

import java.util.ArrayList;
import java.util.List;

/**
 * What may come with a file that is sent: as parts of the form, or in the query.
 *
 * @param required names of fields without which the file is not taken
 * @param optional names of other fields
 * @param check sees each field as soon as it is known, which may be before the file comes
 * @param maxBytes that the call's body may have
 */
public record UploadForm(
    List<String> required, List<String> optional, FieldCheck check, long maxBytes) {

  /** The part that is the file. */
  public static final String FILE = "file";

  /** Looks at the value of a field. */
  @FunctionalInterface
  public interface FieldCheck {

    /**
     * @throws ProblemException if the value is not taken
     */
    void check(String field, String value);
  }

  public UploadForm {
    required = List.copyOf(required);
    optional = List.copyOf(optional);
  }

  List<String> fields() {
    List<String> all = new ArrayList<>(required);
    all.addAll(optional);
    return all;
  }
}
