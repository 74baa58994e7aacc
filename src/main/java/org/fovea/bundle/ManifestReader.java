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

  private final ObjectMapper json;

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
      for (String key : List.of("id", "version", "name", "validation", "appliesTo", "network")) {
        if (root.path(key).isMissingNode() || root.path(key).isNull()) {
          throw invalid(file, TEXT.get("lacks", key));
        }
      }
      Manifest.AppliesTo applies =
          json.treeToValue(root.get("appliesTo"), Manifest.AppliesTo.class);
      return new Manifest(
          SCHEMA,
          root.get("id").asText(),
          root.get("version").asText(),
          root.get("name").asText(),
          root.path("intendedUse").asText(""),
          root.get("validation").asText(),
          applies,
          steps(root.path("preprocessing")),
          json.treeToValue(root.get("network"), Manifest.Network.class),
          steps(root.path("postprocessing")),
          json.convertValue(root.path("outputs"), new TypeReference<List<Manifest.Output>>() {}),
          root.path("operatingThreshold").asDouble(0.5),
          map(root.path("calibration")),
          map(root.path("evaluation")),
          map(root.path("golden")),
          json.convertValue(root.path("files"), new TypeReference<Map<String, String>>() {}));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new FoveaException(ErrorCode.BUNDLE_INVALID, file.toString(), TEXT.get("notJson"), e);
    } catch (IOException e) {
      throw invalid(file, TEXT.get("notJson"));
    }
  }

  private List<Manifest.Step> steps(JsonNode nodes) {
    List<Manifest.Step> steps = new ArrayList<>();
    for (JsonNode node : nodes) {
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
