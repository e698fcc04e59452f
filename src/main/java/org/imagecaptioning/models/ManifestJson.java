package org.imagecaptioning.models;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** Manifests as JSON: equal manifests are equal bytes, and nothing unknown is read. */
final class ManifestJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .defaultPrettyPrinter(printer())
          .build();

  /** What Jackson says to programmers: the setting that made it refuse, and packages. */
  private static final Pattern FEATURE =
      Pattern.compile("[:;]? *(?:\\(?`|disable )[\\w.]*Feature\\..*");

  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

  private ManifestJson() {}

  static byte[] write(Manifest manifest) {
    String json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(manifest);
    return (json + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws BundleException naming the property at fault
   */
  static Manifest read(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      // First of all, so that a later format is refused for what it is, not for its new properties.
      JsonNode version = tree.path("formatVersion");
      if (!version.isInt() || version.intValue() != Manifest.FORMAT_VERSION) {
        throw new BundleException(
            BundleEntries.MANIFEST,
            "the property formatVersion is %d, not %s"
                .formatted(Manifest.FORMAT_VERSION, version.isMissingNode() ? "missing" : version));
      }
      // These may be missing: most bundles bring their encoder, and early ones knew no attention
      // and no rule against repeats.
      if (tree instanceof ObjectNode manifest) {
        manifest.putIfAbsent("confidence", MAPPER.nullNode());
      }
      if (tree.path("encoder") instanceof ObjectNode encoder) {
        encoder.putIfAbsent("network", MAPPER.nullNode());
      }
      if (tree.path("captioner") instanceof ObjectNode captioner) {
        captioner.putIfAbsent("attention", IntNode.valueOf(0));
      }
      if (tree.path("decoding") instanceof ObjectNode decoding) {
        decoding.putIfAbsent("noImmediateRepeat", BooleanNode.FALSE);
      }
      return MAPPER.treeToValue(tree, Manifest.class);
    } catch (JacksonException e) {
      throw new BundleException(BundleEntries.MANIFEST, fault(e), e);
    }
  }

  /**
   * In one line, without the names of classes where the manifest's own checks said what is wrong.
   */
  private static String fault(JacksonException e) {
    StringBuilder fault = new StringBuilder();
    for (JacksonException.Reference reference : e.getPath()) {
      if (reference.getPropertyName() == null) {
        fault.append('[').append(reference.getIndex()).append(']');
      } else {
        fault.append(fault.isEmpty() ? "" : ".").append(reference.getPropertyName());
      }
    }
    if (!fault.isEmpty()) {
      fault.append(": ");
    }
    return fault.append(message(e)).toString();
  }

  private static String message(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException) {
      return "there is no such property";
    }
    String message =
        e.getCause() instanceof IllegalArgumentException check
            ? String.valueOf(check.getMessage())
            : String.valueOf(e.getOriginalMessage());
    String line = message.lines().findFirst().orElse("no JSON");
    return PACKAGE.matcher(FEATURE.matcher(line).replaceFirst("")).replaceAll("");
  }

  private static DefaultPrettyPrinter printer() {
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }
}
