package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.Commands.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea evaluate} with a table of known classes, on slides that come with Fovea. */
class EvaluateClassesTest {
  private static final String BUNDLE = "duodenum-enteropathy";

  @TempDir Path folder;
  private Commands commands;

  @BeforeEach
  void open() {
    commands = new Commands(folder.resolve("own"), Commands.checkout());
  }

  @AfterEach
  void close() {
    commands.close();
  }

  private Path table(String text) throws Exception {
    return Files.writeString(folder.resolve("labels.csv"), text);
  }

  private Ran evaluate(Path table, String slide) throws IOException {
    return commands.run(
        "evaluate",
        "--bundle",
        BUNDLE,
        "--truth",
        table,
        "--json",
        folder.resolve("scores.json"),
        Commands.checkout().resolve("sample-dicom/biopsies").resolve(slide));
  }

  @Test
  void theAnswerOfEachCaseStandsBesideWhatIsKnown() throws Exception {
    Ran ran =
        evaluate(table("\uFEFFPatient;Diagnosis\n\"FOVEA-SAMPLE-B4\";Normal\n"), "duodenum-normal");
    assertThat(ran.status()).isEqualTo(Status.DONE);
    assertThat(ran.out()).contains("FOVEA-SAMPLE-B4  normal  called normal", "1 of 1 cases");
    JsonNode scores = JsonMapper.builder().build().readTree(folder.resolve("scores.json").toFile());
    assertThat(scores.get("cases").get(0).get("truth").asText()).isEqualTo("normal");
    assertThat(scores.get("accuracy").get("value").asDouble()).isEqualTo(1);
    // of one right case of one: z² / (1 + z²) below
    assertThat(scores.get("accuracy").get("low95").asDouble()).isBetween(0.2, 0.21);
    assertThat(scores.get("classes").get("normal").get("auroc").get("value").isNull()).isTrue();
  }

  @Test
  void aRefusedSlideHasNoAnswerAndOneThatIsNotInTheTableIsLeftOut() throws Exception {
    Ran refused = evaluate(table("patient,class\nFOVEA-SAMPLE-B2,normal\n"), "adenoma");
    assertThat(refused.out()).contains("FOVEA-SAMPLE-B2  normal  no answer", "0 of 1 cases");
    Ran missing = evaluate(table("patient,class\nsomebody else,normal\n"), "adenoma");
    assertThat(missing.status()).isEqualTo(Status.UNREADABLE);
    assertThat(missing.err()).contains("does not have this study");
  }

  @Test
  void aTableThatCannotBeUsedIsNamed() throws Exception {
    Ran columns = evaluate(table("name,what\na,b\n"), "adenoma");
    assertThat(columns.err()).contains("labels.csv", "patient");
    Ran twice = evaluate(table("patient,class\nA,normal\nA,coeliac\n"), "adenoma");
    assertThat(twice.err()).contains("two classes");
    Ran few = evaluate(table("patient,class\nA\n"), "adenoma");
    assertThat(few.err()).contains("too few cells");
    assertThat(few.status()).isNotEqualTo(Status.DONE);
  }

  @Test
  void aModelOfVolumesAsksForAMask() throws Exception {
    Ran ran =
        commands.run(
            "evaluate",
            "--bundle",
            "brain-mri-glioma",
            "--truth",
            table("patient,class\nA,normal\n"),
            Commands.checkout().resolve("sample-dicom/biopsies/adenoma"));
    assertThat(ran.err()).contains("reference mask");
  }
}
