package org.fovea.ui.pathology;

import java.util.List;
import java.util.Optional;
import org.fovea.finding.Verdict;
import org.fovea.imaging.display.ColorMap;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.ui.common.HeatSettings;

/** What lies over a slide and how strongly. */
final class SlideOverlays extends HeatSettings {
  private String imageUid = "";
  private List<Heat> heats = List.of();
  private List<Area> areas = List.of();
  private int heat;

  /** A heatmap and what it is called. */
  record Heat(String id, SlideHeatmap map) {}

  /**
   * The outline of a finding.
   *
   * @param id tracking UID of the finding
   * @param decision what was said of it
   */
  record Area(String id, String label, Outline outline, Verdict.Decision decision) {}

  SlideOverlays() {
    super(ColorMap.DEEP_TEAL);
  }

  /**
   * Lays these over a slide, in place of what was there.
   *
   * @param uid as {@link ShownSlide#is}
   */
  void show(String uid, List<Heat> maps, List<Area> outlines) {
    String before = heat().map(Heat::id).orElse("");
    imageUid = uid;
    heats = List.copyOf(maps);
    areas = List.copyOf(outlines);
    heat = 0;
    for (int i = 0; i < heats.size(); i++) {
      if (heats.get(i).id().equals(before)) {
        heat = i;
      }
    }
    if (!heat().map(Heat::id).orElse("").equals(before)) {
      heat().ifPresent(h -> begin(h.map().operatingThreshold()));
    }
    changed();
  }

  /** The slide that they lie over, as {@link ShownSlide#is}; empty for none. */
  String imageUid() {
    return imageUid;
  }

  @Override
  public boolean anyHeat() {
    return !heats.isEmpty();
  }

  /** The heatmap in force, shown or not. */
  Optional<Heat> heat() {
    return heats.isEmpty() ? Optional.empty() : Optional.of(heats.get(heat));
  }

  /** The next of several heatmaps. */
  void nextHeat() {
    if (heats.size() > 1) {
      heat = (heat + 1) % heats.size();
      begin(heats.get(heat).map().operatingThreshold());
      changed();
    }
  }

  List<Area> areas() {
    return areas;
  }

  Optional<Area> area(String id) {
    return areas.stream().filter(a -> a.id().equals(id)).findFirst();
  }
}
