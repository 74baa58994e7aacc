package org.fovea.ui.common;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.fovea.imaging.display.ColorMap;
import org.fovea.imaging.display.HeatStyle;

/** How heatmaps are laid over images of any kind. On the JavaFX thread. */
public abstract class HeatSettings {
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private boolean heatOn = true;
  private boolean outlined;
  private boolean hidden;
  private String selected = "";
  private ColorMap map;
  private double opacity = 0.5;
  private double threshold = 0.5;

  /**
   * @param map the colours at the start
   */
  protected HeatSettings(ColorMap map) {
    this.map = map;
  }

  /** Whether there is a heatmap, shown or not. */
  public abstract boolean anyHeat();

  /** Grows with every change, so that views can follow. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** Tells those who follow. */
  protected void changed() {
    revision.set(revision.get() + 1);
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

  /** Begins with the threshold of another map, as its authors chose it. */
  protected void begin(double operatingThreshold) {
    threshold = operatingThreshold;
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
