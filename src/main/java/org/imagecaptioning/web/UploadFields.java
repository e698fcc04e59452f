package org.imagecaptioning.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that come with a file, each known and at most once, in the query or as parts. */
final class UploadFields {

  private static final int LONGEST = 1000; // bytes

  private final UploadForm form;
  private final Map<String, String> values = new LinkedHashMap<>();

  UploadFields(UploadForm form) {
    this.form = form;
  }

  Map<String, String> values() {
    return values;
  }

  void addQuery(@Nullable String query) {
    QueryParameters parameters = QueryParameters.of(query, form.fields());
    for (String field : form.fields()) {
      String value = parameters.get(field);
      if (value != null) {
        add(field, value);
      }
    }
  }

  void addPart(String field, InputStream content) throws IOException {
    if (!form.fields().contains(field)) {
      throw new ProblemException(
          ProblemType.UNKNOWN_PART,
          "There is no part '%s'; there are %s, %s."
              .formatted(field, UploadForm.FILE, String.join(", ", form.fields())));
    }
    byte[] bytes = content.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "The part '%s' has more than the %d bytes that it may have.".formatted(field, LONGEST));
    }
    add(field, text(field, bytes));
  }

  void requireAll() {
    for (String field : form.required()) {
      if (!values.containsKey(field)) {
        throw new ProblemException(
            ProblemType.MISSING_PARAMETER,
            "'%s' is missing: it is a part of the form, or in the query.".formatted(field));
      }
    }
  }

  private void add(String field, String value) {
    if (values.putIfAbsent(field, value) != null) {
      throw new ProblemException(
          ProblemType.DUPLICATE_PARAMETER,
          "'%s' is given more than once; it may come once.".formatted(field));
    }
    form.check().check(field, value);
  }

  private static String text(String field, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER, "The part '%s' is not UTF-8.".formatted(field), notText);
    }
  }
}
