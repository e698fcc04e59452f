package org.imagecaptioning.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.imagecaptioning.home.CaptioningHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class UploadReceiverTest {

  private static final String BOUNDARY = "----here";
  private static final UploadForm FORM =
      new UploadForm(
          List.of("name"),
          List.of("seed"),
          (field, value) -> {
            if (value.equals("taken")) {
              throw new ProblemException(ProblemType.INVALID_PARAMETER, "refused at once");
            }
          },
          1_000_000);

  @TempDir private Path home;
  private CaptioningHome taken;
  private UploadReceiver receiver;

  @BeforeEach
  void makeReceiver() {
    taken = CaptioningHome.open(home);
    receiver = new UploadReceiver(taken);
  }

  @AfterEach
  void giveHomeBack() {
    taken.close();
  }

  @Test
  void partOfAFormIsAFileWithItsFieldsInAnyOrder() throws IOException {
    byte[] content = random(300_000);

    try (UploadedFile file =
        receiver.receive(
            form(file("a.zip", content) + field("name", "mine") + field("seed", "7")), FORM)) {
      assertThat(Files.readAllBytes(file.path())).isEqualTo(content);
      assertThat(file.path()).startsWith(home.resolve("uploads"));
      assertThat(file.size()).isEqualTo(content.length);
      assertThat(file.required("name")).isEqualTo("mine");
      assertThat(file.field("seed")).isEqualTo("7");
    }
    assertThat(uploads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/zip",
        "application/octet-stream",
        "application/x-www-form-urlencoded"
      })
  void wholeBodyIsAFileWithItsFieldsInTheQuery(String type) throws IOException {
    byte[] content = random(100_000);
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/datasets");
    request.setContentType(type);
    request.setContent(content);
    request.setQueryString("name=mine");

    try (UploadedFile file = receiver.receive(request, FORM)) {
      assertThat(Files.readAllBytes(file.path())).isEqualTo(content);
      assertThat(file.required("name")).isEqualTo("mine");
      assertThat(file.field("seed")).isNull();
    }
  }

  @Test
  void whatIsNotAsTheFormSaysIsRefusedAndNothingIsLeft() throws IOException {
    String file = file("a.zip", random(100));
    String name = field("name", "mine");

    refused(() -> receiver.receive(form(file), FORM), ProblemType.MISSING_PARAMETER, "'name'");
    refused(() -> receiver.receive(form(name), FORM), ProblemType.MISSING_PART, "'file'");
    refused(
        () -> receiver.receive(form(file + name + field("image", "x")), FORM),
        ProblemType.UNKNOWN_PART,
        "there are file, name, seed");
    refused(
        () -> receiver.receive(form(file + name + name), FORM),
        ProblemType.DUPLICATE_PARAMETER,
        "'name'");
    refused(
        () -> receiver.receive(form(file + file + name), FORM),
        ProblemType.DUPLICATE_PARAMETER,
        "'file'");
    refused(
        () -> receiver.receive(form(file + field("name", "x".repeat(1001))), FORM),
        ProblemType.INVALID_PARAMETER,
        "1000 bytes");
    refused(
        () -> receiver.receive(form(field("name", "taken") + file), FORM),
        ProblemType.INVALID_PARAMETER,
        "refused at once");
    refused(
        () -> receiver.receive(form(file("a.zip", random(1_000_001)) + name), FORM),
        ProblemType.REQUEST_TOO_LARGE,
        "1000000");
    refused(
        () -> receiver.receive(formThatBreaksOff(name + file), FORM),
        ProblemType.MALFORMED_MULTIPART,
        "breaks off");
  }

  @Test
  void whatAnEarlierProcessWasReceivingIsDeletedAtTheStart() throws IOException {
    Path left = Files.createDirectories(home.resolve("uploads")).resolve("1.upload");
    Files.writeString(left, "half");

    receiver.afterSingletonsInstantiated();

    assertThat(left).doesNotExist();
  }

  private void refused(ThrowingCallable call, ProblemType type, String detail) throws IOException {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.problemType()).isEqualTo(type))
        .hasMessageContaining(detail);
    assertThat(uploads()).isEmpty();
  }

  private List<Path> uploads() throws IOException {
    Path folder = home.resolve("uploads");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static MockHttpServletRequest form(String parts) {
    return formThatBreaksOff(parts + "--" + BOUNDARY + "--\r\n");
  }

  private static MockHttpServletRequest formThatBreaksOff(String parts) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/datasets");
    request.setContentType("multipart/form-data; boundary=" + BOUNDARY);
    request.setContent(parts.getBytes(StandardCharsets.ISO_8859_1));
    return request;
  }

  private static String file(String name, byte[] content) {
    return "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n"
        .formatted(BOUNDARY, name, new String(content, StandardCharsets.ISO_8859_1));
  }

  private static String field(String name, String value) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(BOUNDARY, name, value);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
