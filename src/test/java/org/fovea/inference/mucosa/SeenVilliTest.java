package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Point;
import org.junit.jupiter.api.Test;

class SeenVilliTest {
  private final SeenVilli villi = new SeenVilli(0.5);

  /** A villus of so many µm over a crypt of 100 µm, its tip so many pixels to the right. */
  private static MucosalPlace villus(double heightUm, double x) {
    return new MucosalPlace(
        "1-" + heightUm + "-" + x,
        1,
        new Point(x, 2000),
        new Point(x, 1800),
        new Point(x, 1800 - 2 * heightUm),
        heightUm,
        100,
        false,
        1,
        MucosalPlace.Origin.MODEL);
  }

  @Test
  void aVillusSeenSeveralTimesIsOnePlaceWithTheRatioInTheMiddle() {
    villi.addTip(villus(300, 500));
    villi.addTip(villus(310, 519)); // 9.5 µm aside
    villi.addTip(villus(280, 540));
    assertThat(villi.places()).extracting(MucosalPlace::villusHeightUm).containsExactly(300.0);
  }

  @Test
  void tipsFurtherApartAreOfDifferentVilli() {
    villi.addTip(villus(300, 500));
    villi.addTip(villus(300, 701)); // 100.5 µm aside, and as high
    villi.addTip(villus(260, 905)); // 102 µm aside
    assertThat(villi.places()).hasSize(3);
    assertThat(villi.standing(villi.places())).hasSize(3);
  }

  @Test
  void whatIsLowerBesideATallerVillusIsOfThat() {
    villi.addTip(villus(260, 640)); // 70 µm aside, 40 µm lower
    villi.addTip(villus(300, 500));
    assertThat(villi.places()).hasSize(2);
    assertThat(villi.standing(villi.places()))
        .extracting(MucosalPlace::villusHeightUm)
        .containsExactly(300.0);
  }

  @Test
  void theTwoCornersOfABroadTipAreOneVillus() {
    villi.addTip(villus(300, 500));
    villi.addTip(villus(300, 640)); // 70 µm aside, and as high
    assertThat(villi.standing(villi.places())).hasSize(1);
  }

  @Test
  void whatIsNotAtATipIsNoVillus() {
    villi.addFlank(villus(300, 500));
    villi.addTip(villus(280, 1000));
    assertThat(villi.standing(villi.places()))
        .extracting(MucosalPlace::villusHeightUm)
        .containsExactly(280.0);
  }

  @Test
  void aPlaceThatWasLeftOutHidesNone() {
    MucosalPlace shorter = villus(260, 640);
    villi.addTip(shorter);
    villi.addTip(villus(300, 500));
    assertThat(villi.standing(List.of(shorter))).containsExactly(shorter);
  }

  @Test
  void withoutMeasurementsThereAreNoPlaces() {
    assertThat(villi.places()).isEmpty();
  }
}
