package org.imagecaptioning.captions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The documentation in a browser, open at POST /captions. Debian's chromium and chromium-driver.
 */
final class SwaggerUi implements AutoCloseable {

  private static final By OPERATION = By.cssSelector("#operations-captions-caption");
  private static final By AUTHORIZE = By.cssSelector(".auth-wrapper > .authorize");
  private static final By KEY = By.cssSelector(".auth-container input");
  private static final By AUTHORIZE_WITH_IT = By.cssSelector(".auth-btn-wrapper .authorize");
  private static final By DONE = By.cssSelector(".auth-btn-wrapper .btn-done");

  private final ChromeDriver browser;
  private final WebDriverWait wait;

  /**
   * Skips the test where there is no browser.
   *
   * @param folder for the browser's own files
   */
  SwaggerUi(int port, Path folder) {
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

  /** Gives the page a key, as its Authorize button does. */
  void authorize(String key) {
    wait.until(ExpectedConditions.elementToBeClickable(AUTHORIZE)).click();
    wait.until(ExpectedConditions.visibilityOfElementLocated(KEY)).sendKeys(key);
    browser.findElement(AUTHORIZE_WITH_IT).click();
    wait.until(ExpectedConditions.elementToBeClickable(DONE)).click();
  }

  boolean asksForKeys() {
    return !browser.findElements(AUTHORIZE).isEmpty();
  }

  /** Has the picture be the whole body. */
  void sendAsBody() {
    WebElement type = browser.findElement(By.cssSelector(".opblock-section-request-body select"));
    type.sendKeys("application/octet-stream");
  }

  void choose(Path file) {
    wait.until(
            ExpectedConditions.presenceOfElementLocated(
                By.cssSelector(".opblock-section-request-body input[type=file]")))
        .sendKeys(file.toString());
  }

  /** Has the answer be of a type. */
  void accept(String type) {
    browser
        .findElement(
            By.cssSelector("#operations-captions-caption .response-control-media-type select"))
        .sendKeys(type);
  }

  /**
   * Presses Execute and waits for a picture as the answer; keeps a picture of the page.
   *
   * @return how many pixels wide the answer is, as the browser shows it
   */
  long executeForPicture(String screenshot) throws IOException {
    browser.findElement(By.cssSelector(".opblock .execute")).click();
    WebElement picture =
        wait.until(
            ExpectedConditions.visibilityOfElementLocated(
                By.cssSelector(".live-responses-table .response-col_description img")));
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", picture);
    keep(screenshot);
    return Long.parseLong(picture.getDomProperty("naturalWidth"));
  }

  /** Presses Execute and gives what the page shows of the answer; keeps a picture of the page. */
  String execute(String screenshot) throws IOException {
    browser.findElement(By.cssSelector(".opblock .execute")).click();
    WebElement answer =
        wait.until(
            ExpectedConditions.visibilityOfElementLocated(
                By.cssSelector(".live-responses-table .response-col_description pre")));
    keep(screenshot);
    return answer.getText();
  }

  private void keep(String screenshot) throws IOException {
    Files.write(
        Files.createDirectories(Path.of("target/screenshots")).resolve(screenshot),
        browser.getScreenshotAs(OutputType.BYTES));
  }

  String status() {
    return browser
        .findElement(By.cssSelector(".live-responses-table .response .response-col_status"))
        .getText()
        .lines()
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    browser.quit();
  }
}
