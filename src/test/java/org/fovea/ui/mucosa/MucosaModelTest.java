package org.fovea.ui.mucosa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Origin;
import org.fovea.finding.enteropathy.MucosalPlace.Point;
import org.fovea.finding.enteropathy.Observed;
import org.fovea.imaging.slide.SlideLabels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MucosaModelTest {
  private final MucosaModel model = new MucosaModel();
  private final List<List<MucosalPlace>> kept = new ArrayList<>();
  private double[] seen;

  @BeforeEach
  void show() {
    List<MucosalPlace> places = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      places.add(
          MucosalPlace.drawn(
              "p" + i,
              1 + i / 3,
              new Point(1000 * i, 3000),
              new Point(1000 * i, 2500),
              new Point(1000 * i, 2400),
              0.5,
              Origin.MODEL));
    }
    model.connect((l, t, r, b) -> seen = new double[] {l, t, r, b});
    model.show(
        "result",
        "1.2.3",
        Mucosa.judged(
            0.5, new SlideLabels(0, 0, 1, new byte[0]), List.of(), List.of(), Observed.of(places)),
        kept::add);
  }

  private Mucosa mucosa() {
    return model.mucosa().orElseThrow();
  }

  @Test
  void goingToAPlaceSelectsItAndShowsItWithItsSurroundings() {
    model.step(1);
    model.step(1);
    assertThat(model.selected().orElseThrow().id()).isEqualTo("p1");
    assertThat(seen).containsExactly(700, 2100, 1300, 3300);
    assertThat(kept).isEmpty();
  }

  @Test
  void lobulesOfBrunnersGlandsAreShownOneAfterTheOther() {
    List<BrunnerGlands.Lobule> lobules =
        List.of(
            new BrunnerGlands.Lobule(1, 500, 600, 0.01 * Math.PI), // radius 100 µm
            new BrunnerGlands.Lobule(2, 5000, 600, 0.04 * Math.PI));
    model.goToNext(lobules);
    assertThat(seen).containsExactly(new double[] {0, 100, 1000, 1100}, within(1e-6));
    model.goToNext(lobules);
    assertThat(seen).containsExactly(new double[] {4300, -100, 5700, 1300}, within(1e-6));
    model.goToNext(lobules);
    assertThat(seen[0]).isCloseTo(0, within(1e-6));
  }

  @Test
  void leavingAPlaceOutJudgesAgainAndIsKept() {
    model.step(1);
    model.remove();
    model.step(1);
    model.remove();
    assertThat(mucosa().places()).hasSize(4);
    assertThat(mucosa().judgement().indeterminate()).isEqualTo(1); // fewer than five
    assertThat(kept).hasSize(2);
    model.undo();
    assertThat(mucosa().places()).hasSize(5);
    assertThat(mucosa().judgement().marshOberhuber()).isEqualTo("3c");
    assertThat(kept.getLast()).hasSize(5);
  }

  @Test
  void aDrawnPlaceIsMeasuredInMicrometresOnThePieceItStandsOn() {
    model.add(new Point(4800, 3000), new Point(4800, 2600), new Point(4800, 1400));
    MucosalPlace added = model.selected().orElseThrow();
    assertThat(added.origin()).isEqualTo(Origin.ADDED);
    assertThat(added.cryptDepthUm()).isCloseTo(200, within(1e-9));
    assertThat(added.villusHeightUm()).isCloseTo(600, within(1e-9));
    assertThat(added.piece()).isEqualTo(2);
    assertThat(mucosa().drawn()).isEqualTo(1);
  }

  @Test
  void movingAPointChangesItsPlaceOnly() {
    model.step(1);
    model.move(MucosaModel.Handle.TIP, new Point(0, 1500));
    assertThat(model.selected().orElseThrow().origin()).isEqualTo(Origin.MOVED);
    assertThat(model.selected().orElseThrow().villusHeightUm()).isCloseTo(500, within(1e-9));
    assertThat(mucosa().places().get(1).villusHeightUm()).isCloseTo(50, within(1e-9));
    model.move(MucosaModel.Handle.MOUTH, new Point(0, 3000)); // where the base is
    assertThat(kept).hasSize(1);
  }
}
