package org.fovea.ui.radiology;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.fovea.imaging.display.ColorMap;
import org.fovea.imaging.display.HeatStyle;

/** What lies over the images of a study and how strongly; one for all viewports. */
public final class OverlayModel {
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private List<OverlayLayer> layers = List.of();
  private List<OverlayLayer.Heat> heats = List.of();
  private int heat;
  private boolean heatOn = true;
  private boolean outlined;
  private boolean hidden;
  private String selected = "";
  private ColorMap map = ColorMap.INFERNO;
  private double opacity = 0.5;
  private double threshold = 0.5;

  /** Grows with every change, so that views can follow. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  private void changed() {
    revision.set(revision.get() + 1);
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
      heat().ifPresent(h -> threshold = h.map().operatingThreshold());
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
      threshold = heats.get(heat).map().operatingThreshold();
      changed();
    }
  }

  public boolean heatOn() {
    return heatOn;
  }

  public void toggleHeat() {
    heatOn = !heatOn;
    changed();
  }

  /** Whether the heatmap is a line at the threshold instead of a field of colour. */
  public boolean outlined() {
    return outlined;
  }

  public void toggleOutlined() {
    outlined = !outlined;
    changed();
  }

  /** Whether everything is hidden while a key is held. */
  public boolean hidden() {
    return hidden;
  }

  public void hide(boolean nothingShown) {
    if (hidden != nothingShown) {
      hidden = nothingShown;
      changed();
    }
  }

  /** Id of the layer that is spoken of; empty for none. */
  public String selected() {
    return selected;
  }

  public void select(String id) {
    if (!selected.equals(id)) {
      selected = id;
      changed();
    }
  }

  public HeatStyle style() {
    return new HeatStyle(map, opacity, threshold);
  }

  public double opacity() {
    return opacity;
  }

  /** Sets the opacity, kept between 0.1 and 1. */
  public void opacity(double to) {
    opacity = Math.clamp(Math.round(to * 100) / 100.0, 0.1, 1);
    changed();
  }

  public double threshold() {
    return threshold;
  }

  /** Sets the threshold, kept between 0.01 and 0.99. */
  public void threshold(double to) {
    threshold = Math.clamp(Math.round(to * 100) / 100.0, 0.01, 0.99);
    changed();
  }

  public ColorMap colorMap() {
    return map;
  }

  public void colorMap(ColorMap to) {
    if (to != map) {
      map = to;
      changed();
    }
  }

  public void nextColorMap() {
    map = ColorMap.values()[(map.ordinal() + 1) % ColorMap.values().length];
    changed();
  }
}
