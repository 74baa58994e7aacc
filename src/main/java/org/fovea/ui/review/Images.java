package org.fovea.ui.review;

import java.util.List;
import java.util.function.Consumer;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/** The images beside the findings panel, as the panel needs them. On the JavaFX thread. */
public interface Images {

  /** Shows these overlays in place of what was shown. */
  void show(List<Heatmap> heatmaps, List<Outline> outlines);

  /** Scrolls every viewport to the slice nearest to a point, mm, patient coordinates. */
  void jumpTo(Vec3 point);

  /**
   * Lets the user change an outline.
   *
   * @param save gets the changed mask
   */
  void edit(String label, Mask mask, Consumer<Mask> save);

  /** Whether an outline is being changed and not saved. */
  javafx.beans.value.ObservableBooleanValue editing();

  /** The edge of a finding on the images. */
  record Outline(String id, String label, Mask mask, Verdict.Decision decision, boolean selected) {}
}
