package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

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
    villi.add(villus(300, 500));
    villi.add(villus(310, 519)); // 9.5 µm aside
    villi.add(villus(280, 540));
    assertThat(villi.places()).extracting(MucosalPlace::villusHeightUm).containsExactly(300.0);
  }

  @Test
  void tipsFurtherApartAreOfDifferentVilli() {
    villi.add(villus(300, 500));
    villi.add(villus(300, 621)); // 60.5 µm aside, and as high
    villi.add(villus(260, 925)); // 152 µm aside
    assertThat(villi.places()).hasSize(3);
  }

  @Test
  void whatIsLowerBesideATallerVillusIsItsFlank() {
    villi.add(villus(235, 600)); // 50 µm aside, 65 µm lower
    villi.add(villus(300, 500));
    villi.add(villus(280, 700)); // 100 µm aside
    assertThat(villi.places()).extracting(MucosalPlace::villusHeightUm).containsExactly(300.0);
  }

  @Test
  void withoutMeasurementsThereAreNoPlaces() {
    assertThat(villi.places()).isEmpty();
  }
}
