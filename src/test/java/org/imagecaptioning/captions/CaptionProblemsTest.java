package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.awt.Color;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class CaptionProblemsTest {

  private static final byte[] IMAGE = TestImages.png(Color.RED);

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "beamsize=3       | unknown-parameter   | There is no parameter 'beamsize'; there are model,",
        "strategy=magic   | invalid-parameter   | beam, greedy or sample, not 'magic'",
        "strategy=BEAM    | invalid-parameter   | beam, greedy or sample, not 'BEAM'",
        "strategy=        | invalid-parameter   | beam, greedy or sample, not ''",
        "beamSize=0       | invalid-parameter   | a whole number from 1 to 20, not '0'",
        "beamSize=21      | invalid-parameter   | a whole number from 1 to 20, not '21'",
        "beamSize=x       | invalid-parameter   | a whole number from 1 to 20, not 'x'",
        "beamSize=3.0     | invalid-parameter   | a whole number from 1 to 20, not '3.0'",
        "beamSize=        | invalid-parameter   | a whole number from 1 to 20, not ''",
        "beamSize         | invalid-parameter   | a whole number from 1 to 20, not ''",
        "beamSize=%2B3    | invalid-parameter   | not '+3'",
        "candidates=21    | invalid-parameter   | a whole number from 1 to 20",
        "candidates=4     | invalid-parameter   | candidates is between 1 and 3, not 4",
        "strategy=greedy&candidates=2 | invalid-parameter | candidates is between 1 and 1, not 2",
        "maxLength=51     | invalid-parameter   | a whole number from 1 to 50",
        "minLength=0      | invalid-parameter   | a whole number from 1 to 50",
        "minLength=9&maxLength=8 | invalid-parameter | minLength is between 1 and 8, not 9",
        "lengthPenalty=-1 | invalid-parameter   | a number from 0 to 2, not '-1'",
        "temperature=0    | invalid-parameter   | a number from 0.01 to 10, not '0'",
        "temperature=NaN  | invalid-parameter   | a number from 0.01 to 10, not 'NaN'",
        "topK=-1          | invalid-parameter   | a whole number from 0",
        "topP=0           | invalid-parameter   | a number above 0 and at most 1, not '0'",
        "seed=1.5         | invalid-parameter   | a whole number from 0 to 9007199254740991",
        "seed=9007199254740992 | invalid-parameter | not '9007199254740992'",
        "detail=all       | invalid-parameter   | tokens or attention, not 'all'",
        "beamSize=2&beamSize=2 | duplicate-parameter | 'beamSize' is given more than once",
      })
  void queryThatIsWrongIsRefused(String query, String type, String detail) {
    assertProblem(client.post("/captions?" + query, "image/png", null, IMAGE), 400, type, detail);
  }

  @Test
  void modelThatIsUnknownIsRefusedWithThoseThereAre() {
    assertProblem(
        client.post("/captions?model=other", "image/png", null, IMAGE),
        404,
        "unknown-model",
        "there is drawn:1");
  }

  @Test
  void attentionOfAModelWithoutIsRefused() {
    assertProblem(
        client.post("/captions?detail=attention", "image/png", null, IMAGE),
        422,
        "no-attention",
        "has no attention");
  }

  @Test
  void sheetOfAModelWithoutAttentionIsRefused() {
    assertProblem(
        client.post("/captions", "image/png", "image/png", IMAGE),
        422,
        "no-attention",
        "drawn:1 looks at the picture as a whole");
  }

  @Test
  void imageThatFailsAloneIsTheProblem() {
    assertProblem(client.post("/captions", null, null, new byte[0]), 400, "empty-image", "bytes");
    assertProblem(
        client.post("/captions", MultipartBody.of("a.png", new byte[0])),
        400,
        "empty-image",
        "bytes");
    assertProblem(
        client.post("/captions", MultipartBody.of("a.jpg", TestImages.cutOffJpeg())),
        422,
        "broken-image",
        "JPEG");
    assertProblem(
        client.post("/captions", MultipartBody.of("a.jpg", "just a text".getBytes())),
        415,
        "unsupported-image",
        "JPEG, PNG");
    assertProblem(
        client.post("/captions", MultipartBody.of("a.png", TestImages.bomb())),
        413,
        "too-many-pixels",
        "50000 x 50000");
  }

  @Test
  void bodyOfAnotherTypeIsRefused() {
    assertProblem(
        client.post("/captions", "application/json", null, "{}".getBytes()),
        415,
        "unsupported-media-type",
        "multipart/form-data");
    assertProblem(
        client.post("/captions", "multipart/mixed; boundary=a", null, "--a--".getBytes()),
        415,
        "unsupported-media-type",
        "multipart/form-data");
    assertProblem(
        client.post("/captions", "not a type", null, IMAGE),
        415,
        "unsupported-media-type",
        "multipart/form-data");
  }

  @Test
  void partOfAnotherNameIsRefused() {
    assertProblem(
        client.post("/captions", new MultipartBody().part("picture", "a.png", IMAGE)),
        400,
        "unknown-part",
        "There is no part 'picture'");
    assertProblem(
        client.post("/captions", MultipartBody.of("a.png", IMAGE).field("beamSize", "3")),
        400,
        "unknown-part",
        "There is no part 'beamSize'");
    assertProblem(
        client.post("/captions", new MultipartBody().part("", "a.png", IMAGE)),
        400,
        "unknown-part",
        "There is no part ''");
  }

  @Test
  void moreImagesThanACallMayHaveAreRefused() {
    for (int images : new int[] {33, 51}) {
      MultipartBody body = new MultipartBody();
      for (int i = 0; i < images; i++) {
        body.part("image", i + ".png", IMAGE);
      }
      assertProblem(client.post("/captions", body), 400, "too-many-images", "at most 32 images");
    }
  }

  @Test
  void multipartThatIsNotWellFormedIsRefused() {
    byte[] cut = MultipartBody.of("a.png", IMAGE).open();
    String type = new MultipartBody().contentType();
    for (String contentType :
        new String[] {
          "multipart/form-data", "multipart/form-data; boundary=other", type + "x", type
        }) {
      assertProblem(
          client.post("/captions", contentType, null, cut), 400, "malformed-multipart", "part");
    }
    assertProblem(
        client.post("/captions", type, null, java.util.Arrays.copyOf(cut, cut.length / 2)),
        400,
        "malformed-multipart",
        "breaks off");
    assertProblem(
        client.post("/captions", type, null, new byte[0]), 400, "malformed-multipart", "part");
    assertProblem(
        client.post("/captions", new MultipartBody()), 400, "malformed-multipart", "no part");
  }

  @Test
  void largeImageIsRefused() {
    byte[] large = new byte[25_000_000];
    System.arraycopy(IMAGE, 0, large, 0, IMAGE.length);

    assertProblem(
        client.post("/captions", MultipartBody.of("a.png", large)),
        413,
        "image-too-large",
        "25000000");
    assertProblem(
        client.post("/captions", "image/png", null, large), 413, "image-too-large", "20971520");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "image/gif", "text/html", "application/xml", "*/*"})
  void problemIsJsonWhateverIsAccepted(String accept) {
    assertProblem(
        client.post("/captions?beamSize=0", "image/png", accept, IMAGE),
        accept.startsWith("text/plain") || accept.equals("*/*") ? 400 : 406,
        accept.startsWith("text/plain") || accept.equals("*/*")
            ? "invalid-parameter"
            : "not-acceptable",
        "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/gif", "text/csv", "no type"})
  void answerThatCannotBeGivenIsRefused(String accept) {
    HttpResponse<String> response = client.post("/captions", "image/png", accept, IMAGE);

    assertThat(response.statusCode()).isEqualTo(406);
    assertProblem(
        response,
        406,
        "not-acceptable",
        accept.equals("no type") ? "Accept" : "application/json or text/plain");
  }

  @Test
  void wrongPathAndMethodAreToldWhatIsRight() {
    assertProblem(client.get("/caption"), 404, "not-found", "/swagger-ui");
    assertProblem(client.get("/actuator/beans"), 404, "not-found", "/swagger-ui");
    assertProblem(client.get("/error"), 404, "not-found", "/swagger-ui");
    for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH"}) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(client.uri("/captions"))
                  .header("Accept", "text/html")
                  .method(method, BodyPublishers.noBody()));

      assertProblem(response, 405, "method-not-allowed", "POST");
      assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }
  }
}
