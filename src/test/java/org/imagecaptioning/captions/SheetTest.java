package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** {@code Accept: image/png}. */
@AttendingServiceTest
class SheetTest {

  private static final byte[] IMAGE = TestImages.jpeg(Color.ORANGE);

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "image/*", "image/png, application/json;q=0.9, */*;q=0.1"})
  void sheetShowsThePictureAndATileForEachWord(String accept) throws Exception {
    HttpResponse<byte[]> response = sheet("?minLength=5&maxLength=5", accept, IMAGE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
    BufferedImage sheet = read(response);
    // the picture and five words: two rows of three tiles of 240 x 180 under a headline
    assertThat(sheet.getWidth()).isEqualTo(2 * 20 + 3 * 240 + 2 * 14);
    assertThat(sheet.getHeight()).isEqualTo(2 * 20 + 50 + 2 * (180 + 40));
    Color corner = new Color(sheet.getRGB(25, 75));
    assertThat(corner.getRed()).isGreaterThan(240);
    assertThat(corner.getBlue()).isLessThan(20);
  }

  @Test
  void sameCallGivesTheSameSheet() throws Exception {
    assertThat(sheet("?strategy=greedy", "image/png", IMAGE).body())
        .isEqualTo(sheet("?strategy=greedy", "image/png", IMAGE).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "application/json, image/png", "image/png;q=0.5, text/plain, */*;q=0.1"})
  void whoeverLikesWordsAsMuchGetsWords(String accept) throws Exception {
    HttpResponse<byte[]> response = sheet("", accept, IMAGE);

    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .doesNotStartWith("image/");
  }

  @Test
  void severalImagesAreRefused() {
    MultipartBody two = MultipartBody.of("1.jpg", IMAGE).part("image", "2.jpg", IMAGE);

    assertProblem(
        client.post("/captions", two.contentType(), "image/png", two.bytes()),
        406,
        "not-acceptable",
        "shows one image, and this call has 2");
  }

  @Test
  void brokenImageIsAProblemAndNoPicture() {
    assertProblem(
        client.post("/captions", null, "image/png", TestImages.cutOffJpeg()),
        422,
        "broken-image",
        "JPEG");
  }

  private HttpResponse<byte[]> sheet(String query, String accept, byte[] image) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(client.uri("/captions" + query))
            .header("Accept", accept)
            .POST(BodyPublishers.ofByteArray(image))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  private static BufferedImage read(HttpResponse<byte[]> response) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(response.body()));
  }
}
