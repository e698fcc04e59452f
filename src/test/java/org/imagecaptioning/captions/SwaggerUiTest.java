package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Captions pictures as a person with a browser does. Debian's chromium and chromium-driver do. */
@ServiceTest
class SwaggerUiTest {

  private static final By OPERATION = By.cssSelector("#operations-captions-caption");

  @TempDir private Path folder;

  private ChromeDriver browser;
  private WebDriverWait wait;

  @BeforeEach
  void open(@LocalServerPort int port) {
    Path chromium = Path.of("/usr/bin/chromium");
    Path driver = Path.of("/usr/bin/chromedriver");
    Assumptions.assumeTrue(
        Files.isExecutable(chromium) && Files.isExecutable(driver),
        "There is no " + chromium + " with " + driver);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--window-size=1280,2400",
        "--user-data-dir=" + folder.resolve("profile"));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            options);
    wait = new WebDriverWait(browser, Duration.ofSeconds(60));
    browser.get("http://localhost:" + port + "/");
    wait.until(ExpectedConditions.elementToBeClickable(OPERATION)).click();
    wait.until(
        ExpectedConditions.elementToBeClickable(
            By.cssSelector("#operations-captions-caption .opblock-section-request-body select")));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void pictureChosenInTheFormIsCaptioned() throws IOException {
    choose(Files.write(folder.resolve("red.png"), TestImages.png(Color.RED)));

    String answer = execute("swagger-ui-form.png");

    assertThat(answer)
        .contains("\"red.png\"", "\"text\"", "\"sha256\"")
        .doesNotContain("\"problem\"");
    assertThat(status()).isEqualTo("200");
  }

  @Test
  void pictureChosenAsTheBodyIsCaptioned() throws IOException {
    WebElement type = browser.findElement(By.cssSelector(".opblock-section-request-body select"));
    type.sendKeys("application/octet-stream");
    choose(Files.write(folder.resolve("blue.png"), TestImages.png(Color.BLUE)));

    String answer = execute("swagger-ui-body.png");

    assertThat(answer).contains("\"text\"", "\"width\": 64");
    assertThat(status()).isEqualTo("200");
  }

  private void choose(Path file) {
    wait.until(
            ExpectedConditions.presenceOfElementLocated(
                By.cssSelector(".opblock-section-request-body input[type=file]")))
        .sendKeys(file.toString());
  }

  /** Presses Execute and gives what the page shows of the answer; keeps a picture of the page. */
  private String execute(String screenshot) throws IOException {
    browser.findElement(By.cssSelector(".opblock .execute")).click();
    WebElement answer =
        wait.until(
            ExpectedConditions.visibilityOfElementLocated(
                By.cssSelector(".live-responses-table .response-col_description pre")));
    Files.write(
        Files.createDirectories(Path.of("target/screenshots")).resolve(screenshot),
        browser.getScreenshotAs(OutputType.BYTES));
    return answer.getText();
  }

  private String status() {
    return browser
        .findElement(By.cssSelector(".live-responses-table .response .response-col_status"))
        .getText()
        .lines()
        .findFirst()
        .orElse("");
  }
}
