package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imagecaptioning.CaptioningApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

class AccessRulesTest {

  private final AccessRules rules = new AccessRules(false);

  /** What no rule knows needs admin; that is a net for what was forgotten, not a choice. */
  @Test
  void everyEndpointOfTheServiceHasARuleOfItsOwn() {
    List<String> endpoints = endpoints();

    assertThat(endpoints).contains("POST /captions", "GET /");
    assertThat(endpoints)
        .allSatisfy(
            endpoint -> {
              String[] call = endpoint.split(" ", 2);
              assertThat(rules.knows(call[0], PathContainer.parsePath(call[1]))).isTrue();
            });
  }

  private static List<String> endpoints() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    List<String> endpoints = new ArrayList<>();
    scan.findCandidateComponents(CaptioningApplication.class.getPackageName())
        .forEach(found -> collect(endpoints, found.getBeanClassName()));
    return endpoints;
  }

  private static void collect(List<String> endpoints, String controller) {
    Class<?> type = ClassUtils.resolveClassName(controller, null);
    RequestMapping ofType = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
    ReflectionUtils.doWithMethods(
        type,
        method -> {
          RequestMapping mapping =
              AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
          if (mapping != null) {
            for (String prefix : paths(ofType)) {
              for (String path : paths(mapping)) {
                String whole = (prefix + path).replace("${spring.web.error.path:/error}", "/error");
                methods(mapping).forEach(name -> endpoints.add(name + " " + whole));
              }
            }
          }
        });
  }

  private static String[] paths(@Nullable RequestMapping mapping) {
    return mapping == null || mapping.path().length == 0 ? new String[] {""} : mapping.path();
  }

  private static List<String> methods(RequestMapping mapping) {
    return mapping.method().length == 0
        ? List.of(RequestMethod.GET.name())
        : Arrays.stream(mapping.method()).map(RequestMethod::name).toList();
  }
}
