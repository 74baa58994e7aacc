package org.fovea.ui.radiology;

import java.util.List;
import java.util.Optional;
import org.fovea.imaging.display.ColorMap;
import org.fovea.ui.common.HeatSettings;

/** What lies over the images of a study and how strongly; one for all viewports. */
public final class OverlayModel extends HeatSettings {
  private List<OverlayLayer> layers = List.of();
  private List<OverlayLayer.Heat> heats = List.of();
  private int heat;

  public OverlayModel() {
    super(ColorMap.INFERNO);
  }

  @Override
  public boolean anyHeat() {
    return !heats.isEmpty();
  }

  /**
   * Lays these over the images, in place of what was there. A heatmap that was not there before
   * comes with its own operating threshold.
   */
  public void show(List<OverlayLayer> what) {
    String before = heat().map(OverlayLayer.Heat::id).orElse(null);
    layers = List.copyOf(what);
    heats =
        layers.stream()
            .filter(OverlayLayer.Heat.class::isInstance)
            .map(OverlayLayer.Heat.class::cast)
            .toList();
    heat = 0;
    for (int i = 0; i < heats.size(); i++) {
      if (heats.get(i).id().equals(before)) {
        heat = i;
      }
    }
    if (!heat().map(OverlayLayer.Heat::id).equals(Optional.ofNullable(before))) {
      heat().ifPresent(h -> begin(h.map().operatingThreshold()));
    }
    changed();
  }

  public List<OverlayLayer> layers() {
    return layers;
  }

  /** The heatmap in force, shown or not. */
  public Optional<OverlayLayer.Heat> heat() {
    return heats.isEmpty() ? Optional.empty() : Optional.of(heats.get(heat));
  }

  /** The next of several heatmaps, to compare results by blinking between them. */
  public void nextHeat() {
    if (heats.size() > 1) {
      heat = (heat + 1) % heats.size();
      begin(heats.get(heat).map().operatingThreshold());
      changed();
    }
  }
}
