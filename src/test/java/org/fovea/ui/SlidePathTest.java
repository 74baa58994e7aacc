package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.fovea.batch.CaseEntry;
import org.fovea.common.Progress;
import org.fovea.dicom.Instance;
import org.fovea.dicom.ResultReader;
import org.fovea.dicom.Series;
import org.fovea.dicom.Study;
import org.fovea.finding.Verdict.Decision;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.ui.review.FindingRow;
import org.fovea.ui.review.PanelState;
import org.fovea.ui.review.ReviewModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/**
 * What a pathologist does, by keys, with the real model, library and files: a slide is opened and
 * analysed, what was found is accepted and signed, and stands there when the study is opened again.
 */
class SlidePathTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RealWindow real;

  @AfterEach
  void close() {
    if (real != null) {
      real.close();
    }
  }

  @Test
  void aSlideIsAnalysedAcceptedSignedAndOpenedAgain() throws Exception {
    Path copy = RealWindow.samples(folder.resolve("dropped"), "biopsies/adenoma");
    real = new RealWindow(folder);
    Assumptions.assumeTrue(
        real.services().catalog().find("gut-neoplasia").isPresent(), "skipped: no model here");
    read(copy);
    robot.push(KeyCode.SHIFT, KeyCode.T);
    Fx.await(
        "tissue is told",
        () -> real.shell().activities().noticeProperty().get().contains("would be analysed"));
    picture("slide-path-0-tissue");
    robot.push(KeyCode.SHIFT, KeyCode.T);
    robot.type(KeyCode.D);
    Fx.await(
        "findings",
        300,
        () -> real.shell().review().stateProperty().get() instanceof PanelState.Found);
    picture("slide-path-1-findings");
    FindingRow found = Fx.call(() -> real.shell().review().selectedProperty().get());
    assertThat(found).isNotNull();
    robot.type(KeyCode.A);
    Fx.await(
        "asked", () -> real.shell().review().askingProperty().get() == ReviewModel.Asking.REVIEWER);
    Fx.await(
        "name field",
        () ->
            real.window().scene().getFocusOwner() != null
                && "reviewer-name".equals(real.window().scene().getFocusOwner().getId()));
    robot.write("Ada Okonkwo", 0);
    robot.type(KeyCode.ENTER);
    Fx.await("accepted", () -> found.decision() == Decision.ACCEPTED);
    robot.type(KeyCode.Q);
    Fx.await(
        "asked for the class",
        () -> real.shell().review().askingProperty().get() == ReviewModel.Asking.CLASS);
    Fx.await(
        "keys go to the answers",
        () ->
            real.window().scene().getFocusOwner() != null
                && "class-chooser".equals(real.window().scene().getFocusOwner().getId()));
    picture("slide-path-3-class");
    robot.type(KeyCode.DIGIT3);
    Fx.await("another class", () -> found.decision() == Decision.CHANGED);
    picture("slide-path-4-class-changed");
    double area = area(found);
    robot.type(KeyCode.E);
    Fx.await("border is changed", () -> real.window().slides().border().activeProperty().get());
    paint();
    picture("slide-path-5-border");
    robot.type(KeyCode.A); // what is being changed cannot be accepted
    robot.type(KeyCode.ENTER);
    Fx.await("saved", () -> area(found) > area);
    assertThat(found.decision()).isEqualTo(Decision.CHANGED);
    assertThat(found.calledInstead()).isEqualTo("Low-grade intraepithelial neoplasia");
    picture("slide-path-6-border-saved");
    double redrawn = area(found);
    int rest = Fx.call(() -> real.shell().review().rows().size()) - 1;
    for (int i = 0; i < rest; i++) {
      robot.type(KeyCode.N);
      FindingRow row = Fx.call(() -> real.shell().review().selectedProperty().get());
      robot.type(KeyCode.A);
      Fx.await("accepted", () -> row.decision() == Decision.ACCEPTED);
    }
    robot.type(KeyCode.ENTER);
    Fx.await("signed", () -> real.shell().placeProperty().get() == Place.WORKLIST);
    Fx.await(
        "row says so",
        () ->
            real.shell().worklist().rows().stream()
                .allMatch(r -> r.reviewState() == Library.ReviewState.SIGNED));

    real.restart();
    Fx.await("rows", () -> real.shell().worklist().rows().size() == 1);
    Fx.run(() -> real.window().go(Place.WORKLIST));
    robot.type(KeyCode.ENTER);
    Fx.await(
        "known result",
        () -> real.shell().review().stateProperty().get() instanceof PanelState.Found);
    FindingRow again = Fx.call(() -> real.shell().review().rows().getFirst());
    assertThat(again.decision()).isEqualTo(Decision.CHANGED);
    assertThat(again.calledInstead()).isEqualTo("Low-grade intraepithelial neoplasia");
    assertThat(area(again)).isEqualTo(redrawn);
    assertThat(reviewed(copy))
        .anySatisfy(
            item -> {
              assertThat(item.decision()).isEqualTo("CHANGED");
              assertThat(item.trackingUid()).isEqualTo(again.id());
              assertThat(item.finding().value()).isEqualTo("8148/0"); // ICD-O-3
              assertThat(item.comment()).contains("Class changed from");
              assertThat(item.measurements())
                  .anySatisfy(
                      m -> {
                        assertThat(m.unit().value()).isEqualTo("mm2");
                        assertThat(m.value()).isCloseTo(redrawn, within(redrawn * 1e-4));
                      });
            });
    picture("slide-path-2-again");

    // the queue does not ask the same weights again of the same images
    Fx.run(() -> real.window().queue(List.of(copy)));
    Fx.await(
        "answered",
        () ->
            real.shell().batch().rows().stream()
                .anyMatch(r -> r.state() == CaseEntry.State.DONE && r.reused()));
  }

  private static double area(FindingRow row) {
    return row.area().areaMm2();
  }

  /** A stroke of the brush from the middle of the view to the right, past the finding's border. */
  private void paint() {
    Node canvas = real.window().scene().lookup("#slide-canvas");
    double x = canvas.getLayoutBounds().getWidth() / 2;
    double y = canvas.getLayoutBounds().getHeight() / 2;
    Fx.drag(canvas, x, y, 1.3 * x, y, 1.6 * x, y, 1.9 * x, y);
  }

  /** What the signed report on the disk says of each finding. */
  private List<ResultReader.ReportItem> reviewed(Path results) throws Exception {
    List<ResultReader.ReportItem> all = new ArrayList<>();
    for (Study study :
        real.services().studyReader().read(List.of(results), Progress.none()).studies()) {
      for (Series series : study.series()) {
        for (Instance instance : series.results()) {
          if (instance.source().path().getFileName().toString().startsWith("review")
              && real.services().resultReader().read(instance)
                  instanceof ResultReader.ReportResult report) {
            all.addAll(report.items());
          }
        }
      }
    }
    return all;
  }

  private void read(Path path) {
    Fx.run(() -> real.shell().take(List.of(path)));
    Fx.await("rows", () -> real.shell().worklist().rows().size() == 1);
    Fx.run(() -> real.window().go(Place.WORKLIST));
    robot.type(KeyCode.ENTER);
    Fx.await("reading", () -> real.shell().placeProperty().get() == Place.READ);
    Fx.await(
        "looked for results",
        () -> real.shell().review().stateProperty().get() instanceof PanelState.NotAnalysed);
  }

  private void picture(String name) throws InterruptedException {
    Thread.sleep(1500); // tiles arrive and are drawn
    Fx.run(() -> real.window().scene().getRoot().layout());
    Fx.picture(real.window().scene(), name, 1);
  }
}
