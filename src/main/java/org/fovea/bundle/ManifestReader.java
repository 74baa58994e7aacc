package org.fovea.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;

/** Reads {@code configs/fovea.json}, schema {@code fovea.bundle/1}. */
final class ManifestReader {
  private static final Text TEXT = Text.of(ManifestReader.class);
  private static final String SCHEMA = "fovea.bundle/1";

  /** What every bundle must say, and how. */
  private static final Map<String, Kind> PARTS =
      Map.of(
          "id", Kind.TEXT,
          "version", Kind.TEXT,
          "name", Kind.TEXT,
          "validation", Kind.TEXT,
          "appliesTo", Kind.OBJECT,
          "network", Kind.OBJECT,
          "preprocessing", Kind.LIST,
          "postprocessing", Kind.LIST,
          "outputs", Kind.LIST,
          "files", Kind.OBJECT);

  private final ObjectMapper json;

  private enum Kind {
    TEXT,
    OBJECT,
    LIST;

    boolean is(JsonNode node) {
      return switch (this) {
        case TEXT -> node.isTextual() && !node.asText().isBlank();
        case OBJECT -> node.isObject();
        case LIST -> node.isArray() && !node.isEmpty();
      };
    }
  }

  ManifestReader(ObjectMapper json) {
    this.json =
        json.copy()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, false);
  }

  /**
   * Reads a manifest.
   *
   * @param file for messages
   * @throws FoveaException BUNDLE_INVALID if it is not JSON, of another schema, or lacks what every
   *     bundle must say
   */
  Manifest read(Path file, byte[] bytes) throws FoveaException {
    try {
      JsonNode root = json.readTree(bytes);
      if (!SCHEMA.equals(root.path("schema").asText())) {
        throw invalid(file, TEXT.get("schema", root.path("schema").asText(), SCHEMA));
      }
      for (Map.Entry<String, Kind> part : PARTS.entrySet()) {
        if (!part.getValue().is(root.path(part.getKey()))) {
          throw invalid(file, TEXT.get("lacks", part.getKey()));
        }
      }
      Manifest.AppliesTo applies =
          json.treeToValue(root.get("appliesTo"), Manifest.AppliesTo.class);
      if (applies.roles() == null
          && applies.modality() != null
          && applies.modality().contains("SM")) {
        applies = withoutRoles(applies);
      }
      if (applies.modality() == null || applies.bodyPart() == null || applies.roles() == null) {
        throw invalid(file, TEXT.get("lacks", "appliesTo"));
      }
      Manifest.Network network = json.treeToValue(root.get("network"), Manifest.Network.class);
      if (network.input() == null || network.output() == null) {
        throw invalid(file, TEXT.get("lacks", "network"));
      }
      return new Manifest(
          SCHEMA,
          root.get("id").asText(),
          root.get("version").asText(),
          root.get("name").asText(),
          root.path("intendedUse").asText(""),
          root.get("validation").asText(),
          applies,
          steps(root.path("preprocessing")),
          network,
          steps(root.path("postprocessing")),
          json.convertValue(root.path("outputs"), new TypeReference<List<Manifest.Output>>() {}),
          root.path("operatingThreshold").asDouble(0.5),
          map(root.path("calibration")),
          map(root.path("evaluation")),
          map(root.path("golden")),
          json.convertValue(root.path("files"), new TypeReference<Map<String, String>>() {}),
          root.path("heatmap").path("name").asText(""));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new FoveaException(ErrorCode.BUNDLE_INVALID, file.toString(), TEXT.get("notJson"), e);
    } catch (IOException e) {
      throw invalid(file, TEXT.get("notJson"));
    }
  }

  /** Slides come one at a time and have no roles. */
  private static Manifest.AppliesTo withoutRoles(Manifest.AppliesTo a) {
    return new Manifest.AppliesTo(
        a.modality(),
        a.bodyPart(),
        List.of(),
        a.minimumSlices(),
        a.plane(),
        a.minimumExtentMm(),
        a.stain(),
        a.minimumTissueMm2());
  }

  private List<Manifest.Step> steps(JsonNode nodes) {
    List<Manifest.Step> steps = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (!node.isObject()) {
        throw new IllegalArgumentException("a step is an object");
      }
      ObjectNode parameters = node.deepCopy();
      String name = parameters.path("step").asText();
      parameters.remove("step");
      steps.add(new Manifest.Step(name, map(parameters)));
    }
    return List.copyOf(steps);
  }

  private Map<String, Object> map(JsonNode node) {
    return node.isObject()
        ? json.convertValue(node, new TypeReference<Map<String, Object>>() {})
        : Map.of();
  }

  private static FoveaException invalid(Path file, String message) {
    return new FoveaException(ErrorCode.BUNDLE_INVALID, file.toString(), message);
  }
}
