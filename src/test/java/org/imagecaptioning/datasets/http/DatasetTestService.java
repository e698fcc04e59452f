package org.imagecaptioning.datasets.http;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.imagecaptioning.captions.Client;
import org.imagecaptioning.datasets.store.DatasetSettings;
import org.imagecaptioning.datasets.store.DatasetUse;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.settings.CaptioningSettings;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
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

/** The real server with datasets and nothing else: it starts in a moment. */
final class DatasetTestService implements AutoCloseable {

  private final ConfigurableApplicationContext service;

  /** Who uses which dataset. */
  final Map<String, String> users;

  /**
   * @param settings as {@code --name=value}
   */
  DatasetTestService(Path home, String... settings) {
    service =
        new SpringApplicationBuilder(Application.class)
            .run(
                Stream.concat(
                        Stream.of("--server.port=0", "--captioning.home=" + home),
                        Stream.of(settings))
                    .toArray(String[]::new));
    users = service.getBean(Users.class).byDataset();
  }

  Client client() {
    return new Client(
        service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @Override
  public void close() {
    service.close();
  }

  /** No component: the tests of the whole service would find it. */
  @ImportAutoConfiguration({
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
    "org.imagecaptioning.datasets"
  })
  @EnableConfigurationProperties({
    CaptioningSettings.class,
    DatasetSettings.class,
    ImageLimits.class
  })
  private static final class Application {

    @Bean
    static ImageDecoder imageDecoder(ImageLimits limits) {
      return new ImageDecoder(limits);
    }

    @Bean
    static Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    static Users users() {
      return new Users(new ConcurrentHashMap<>());
    }
  }

  /** Says what the test says. */
  private record Users(Map<String, String> byDataset) implements DatasetUse {

    @Override
    public Optional<String> userOf(String dataset) {
      return Optional.ofNullable(byDataset.get(dataset));
    }
  }
}
