package org.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Point;
import org.fovea.finding.enteropathy.Observed;
import org.fovea.imaging.slide.SlideLabels;
import org.junit.jupiter.api.Test;

class MucosaPageTest {
  private static Mucosa mucosa(double... ratios) {
    List<MucosalPlace> places = new ArrayList<>();
    for (int i = 0; i < ratios.length; i++) {
      places.add(
          MucosalPlace.drawn(
              "p" + i,
              1,
              new Point(100 * i, 1000),
              new Point(100 * i, 900),
              new Point(100 * i, 900 - 100 * ratios[i]),
              0.5,
              MucosalPlace.Origin.MODEL));
    }
    return Mucosa.judged(
        0.5, new SlideLabels(0, 0, 1, new byte[0]), List.of(), List.of(), Observed.of(places));
  }

  @Test
  void theFieldsAreThoseAtTheQuartiles() {
    List<MucosalPlace> telling = MucosaPage.telling(mucosa(9, 1, 3, 2, 5, 0, 4, 8));
    assertThat(telling).extracting(MucosalPlace::ratio).containsExactly(2.0, 4.0, 5.0);
  }

  @Test
  void fewPlacesAreAllShown() {
    assertThat(MucosaPage.telling(mucosa(2, 1)))
        .extracting(MucosalPlace::ratio)
        .containsExactly(1.0, 2.0);
    assertThat(MucosaPage.telling(mucosa())).isEmpty();
  }
}
