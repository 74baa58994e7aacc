package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.finding.enteropathy.MucosalPlace;

/** Measurements of villi, some of which were seen from several stretches of the base. */
final class SeenVilli {
  /** Tips nearer to each other than this are of one villus, µm: about half of its width. */
  private static final double SAME_UM = 60;

  private final double samePixels;
  private final List<List<MucosalPlace>> villi = new ArrayList<>();

  /**
   * @param micrometresPerPixel of the coordinates of places
   */
  SeenVilli(double micrometresPerPixel) {
    this.samePixels = SAME_UM / micrometresPerPixel;
  }

  void add(MucosalPlace place) {
    for (List<MucosalPlace> villus : villi) {
      if (villus.getFirst().tip().to(place.tip()) < samePixels) {
        villus.add(place);
        return;
      }
    }
    villi.add(new ArrayList<>(List.of(place)));
  }

  /** One place for each villus: of its measurements the one whose ratio is in the middle. */
  List<MucosalPlace> places() {
    return villi.stream().map(SeenVilli::middle).toList();
  }

  private static MucosalPlace middle(List<MucosalPlace> villus) {
    return villus.stream()
        .sorted(Comparator.comparingDouble(MucosalPlace::ratio))
        .toList()
        .get(villus.size() / 2);
  }
}
