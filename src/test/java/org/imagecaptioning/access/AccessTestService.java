package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.web.Access;
import org.imagecaptioning.web.Scope;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import picocli.CommandLine;

/**
 * The real server, filters, rules and problems, with endpoints at every path that answer {@code
 * reached}: what comes back is what the rules make of a call. Talked to through sockets.
 */
final class AccessTestService implements AutoCloseable {

  /** How a path ends whose endpoint asks for more than its path says. */
  static final String ASKS_FOR_ADMIN = "/asks-for-admin";

  /** A path whose endpoint fails. */
  static final String BROKEN = "/broken";

  private static final String REACHED = "X-Reached";

  private final ConfigurableApplicationContext service;
  private final int port;

  /**
   * @param folder for a home of its own
   * @param settings as {@code --name=value}
   */
  AccessTestService(Path folder, String... settings) {
    service =
        new SpringApplicationBuilder(Application.class)
            .run(
                Stream.concat(
                        Stream.of(
                            "--server.port=0",
                            "--captioning.home=" + folder.resolve(UUID.randomUUID().toString())),
                        Stream.of(settings))
                    .toArray(String[]::new));
    port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** A new key, as the command line makes it. */
  static String makeKey(Path file, String name, String scopes) {
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new KeyCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()))
            .execute("--name", name, "--scopes", scopes, "--file", file.toString());
    if (exit != 0) {
      throw new IllegalStateException("No key could be made in " + file);
    }
    return out.toString().strip();
  }

  /**
   * An address of this machine that is not a loopback one: a call from it is one from elsewhere.
   */
  static InetAddress elsewhere() throws IOException {
    Optional<InetAddress> address =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(Inet4Address.class::isInstance)
            .filter(candidate -> !candidate.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(
        address.isPresent(), "This machine has no address but its loopback ones to call from");
    return address.orElseThrow();
  }

  /** Host and port as a Host header has them. */
  String authority(String host) {
    return host + ":" + port;
  }

  /** What a program on this machine gets. */
  Answer call(String requestLine, String... headers) throws IOException {
    return call(InetAddress.getLoopbackAddress(), requestLine, headers);
  }

  /**
   * What comes back for a call from an address of this machine.
   *
   * @param requestLine without the version
   * @param headers with a Host if they name none
   */
  Answer call(InetAddress from, String requestLine, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\n");
    if (String.join("\n", headers).lines().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: ").append(authority("localhost")).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return raw(from, head.append("Connection: close\r\n\r\n").toString());
  }

  /** What comes back for exactly this. */
  Answer raw(InetAddress from, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      byte[] all = socket.getInputStream().readAllBytes();
      return new Answer(new String(all, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    service.close();
  }

  /** Status line, headers and body. */
  record Answer(String text) {

    int status() {
      return Integer.parseInt(text.substring(9, 12));
    }

    boolean reached() {
      return status() == 200 && text.contains("\r\n" + REACHED + ": ");
    }

    /** The values of a header, in the order that they came in. */
    List<String> headers(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ": ";
      return text.substring(0, text.indexOf("\r\n\r\n"))
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()))
          .toList();
    }

    /** What the rules made of a call, for a table of many. */
    String outcome() {
      return reached() ? "reached" : Integer.toString(status());
    }
  }

  /** No component: the tests of the whole service would find it. */
  @ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
  })
  @ComponentScan({
    "org.imagecaptioning.home",
    "org.imagecaptioning.web",
    "org.imagecaptioning.access"
  })
  @EnableConfigurationProperties(CaptioningSettings.class)
  @ConfigurationPropertiesScan("org.imagecaptioning.web")
  private static final class Application {

    @Bean
    static SimpleUrlHandlerMapping everything(Access access) throws NoSuchMethodException {
      HandlerMethod reach =
          new HandlerMethod(
              new Everything(access), "reach", HttpServletRequest.class, HttpServletResponse.class);
      return new SimpleUrlHandlerMapping(Map.of("/**", reach), Ordered.HIGHEST_PRECEDENCE);
    }
  }

  /** All endpoints. */
  public record Everything(Access access) {

    public void reach(HttpServletRequest request, HttpServletResponse response) {
      if (request.getRequestURI().endsWith(ASKS_FOR_ADMIN)) {
        access.require(Scope.ADMIN, request);
      }
      if (request.getRequestURI().equals(BROKEN)) {
        throw new IllegalStateException("It is meant to fail");
      }
      response.setHeader(REACHED, request.getRequestURI());
    }
  }
}
