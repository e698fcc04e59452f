package org.imagecaptioning.web;

import java.util.Objects;
import org.springdoc.core.converters.ModelConverterRegistrar;
import org.springdoc.webmvc.api.OpenApiResource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Makes what makes the OpenAPI document when the document is first asked for, not at start-up. */
final class LazyDocumentation implements BeanFactoryPostProcessor {

  private static final String PACKAGE = "org.springdoc.";

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      BeanDefinition definition = beans.getBeanDefinition(name);
      if (maker(definition).startsWith(PACKAGE)) {
        definition.setLazyInit(true);
      }
    }
    // Nobody asks for the registrar: it is there to be created before the first document.
    String[] registrars = beans.getBeanNamesForType(ModelConverterRegistrar.class, true, false);
    for (String name : beans.getBeanNamesForType(OpenApiResource.class, true, false)) {
      beans.getBeanDefinition(name).setDependsOn(registrars);
    }
  }

  /** The configuration that has the bean's method, else the bean's class. */
  private static String maker(BeanDefinition definition) {
    return Objects.requireNonNullElse(
        definition.getFactoryBeanName(),
        Objects.requireNonNullElse(definition.getBeanClassName(), ""));
  }
}
