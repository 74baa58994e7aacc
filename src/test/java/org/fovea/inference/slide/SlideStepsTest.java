package org.fovea.inference.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.FolderBundleCatalog;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.finding.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlideStepsTest {
  private static final Path MODELS = Path.of(System.getProperty("fovea.basedir", "."), "models");
  private static final String ID = "gut-neoplasia";
  private static final String MANIFEST = "configs/fovea.json";

  @TempDir Path models;

  /**
   * The bundle with its step {@code regions} changed; its networks are not needed to read steps.
   */
  private Bundle with(Consumer<ObjectNode> change) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = (ObjectNode) json.readTree(MODELS.resolve(ID).resolve(MANIFEST).toFile());
    root.path("postprocessing")
        .forEach(
            step -> {
              if (step.path("step").asText().equals("regions")) {
                change.accept((ObjectNode) step);
              }
            });
    Path manifest = models.resolve(ID).resolve(MANIFEST);
    Files.createDirectories(manifest.getParent());
    Files.write(manifest, json.writeValueAsBytes(root));
    return new FolderBundleCatalog(List.of(models)).find(ID).orElseThrow();
  }

  @Test
  void theBundleSaysWhatARegionOfUncertainGradeIsCalled() throws Exception {
    RegionNaming naming = SlideSteps.of(with(step -> {})).naming();
    assertThat(naming.from()).isEqualTo(0.75);
    assertThat(naming.label()).isEqualTo("Neoplasia, grade uncertain");
    assertThat(naming.code())
        .isEqualTo(new Code("ICDO3", "8000/1", "Neoplasm, uncertain whether benign or malignant"));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        change("no limit", step -> step.remove("gradeFrom")),
        change("a limit in words", step -> step.put("gradeFrom", "high")),
        change("a limit below 0", step -> step.put("gradeFrom", -0.1)),
        change("a limit above 1", step -> step.put("gradeFrom", 75)),
        change("no label", step -> step.remove("unsureLabel")),
        change("no code", step -> step.remove("unsureCode")),
        change("a code in words", step -> step.put("unsureCode", "8000/1")),
        change("half a code", step -> ((ObjectNode) step.get("unsureCode")).remove("meaning")));
  }

  private static Arguments change(String what, Consumer<ObjectNode> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void oneThatDoesNotSayItIsRefusedAndTheStepNamed(String what, Consumer<ObjectNode> change)
      throws IOException {
    Bundle bundle = with(change);
    assertThatThrownBy(() -> SlideSteps.of(bundle))
        .isInstanceOfSatisfying(
            FoveaException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.BUNDLE_INVALID))
        .hasMessageContaining("regions");
  }
}
