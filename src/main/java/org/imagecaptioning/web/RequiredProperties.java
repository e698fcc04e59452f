package org.imagecaptioning.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has the OpenAPI document say which properties of an answer are always there: those components of
 * a record that are never null. Closed schemas are bodies of calls, which say it themselves.
 */
final class RequiredProperties implements ModelConverter {

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> rest) {
    if (!rest.hasNext()) {
      return null;
    }
    Schema<?> schema = rest.next().resolve(type, context, rest);
    Class<?> java = Json.mapper().constructType(type.getType()).getRawClass();
    Schema<?> described = described(schema, context);
    if (java.isRecord() && described != null && isOpen(described)) {
      require(described, java);
    }
    return schema;
  }

  private static @Nullable Schema<?> described(
      @Nullable Schema<?> schema, ModelConverterContext context) {
    if (schema == null || schema.get$ref() == null) {
      return schema;
    }
    String name = schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length());
    return context.getDefinedModels().get(name);
  }

  private static boolean isOpen(Schema<?> schema) {
    return schema.getProperties() != null
        && !Boolean.FALSE.equals(schema.getAdditionalProperties());
  }

  private static void require(Schema<?> schema, Class<?> java) {
    neverNull(java)
        .filter(schema.getProperties()::containsKey)
        .filter(name -> schema.getRequired() == null || !schema.getRequired().contains(name))
        .forEach(schema::addRequiredItem);
  }

  private static Stream<String> neverNull(Class<?> java) {
    return Arrays.stream(java.getRecordComponents())
        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .flatMap(RequiredProperties::names);
  }

  private static Stream<String> names(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
        ? neverNull(component.getType())
        : Stream.of(component.getName());
  }
}
