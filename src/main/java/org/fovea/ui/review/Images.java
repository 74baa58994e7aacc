package org.fovea.ui.review;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/** The images beside the findings panel, as the panel needs them. On the JavaFX thread. */
public interface Images {

  /**
   * Shows what belongs to a result, in place of what was shown.
   *
   * @param result null for none
   * @param outlines of its findings
   * @param selected id of the finding that is spoken of; empty for none
   */
  void show(KnownResult result, List<Outline> outlines, String selected);

  /**
   * Shows a series, or a slide, where one image is shown; does nothing if there are several or
   * none.
   *
   * @param imageUid as {@link KnownResult#imageUid}
   */
  void prefer(String imageUid);

  /** Scrolls every viewport to the slice nearest to a point, mm, patient coordinates. */
  void jumpTo(Vec3 point);

  /**
   * Lets the user change an outline.
   *
   * @param heatmap what the outline was cut from; null where it is not known
   * @param save gets the changed mask
   */
  void edit(String id, String label, Mask mask, Heatmap heatmap, Consumer<Mask> save);

  /**
   * Lets the user change the border of an area on a slide.
   *
   * @param save gets the changed area, measured
   */
  void edit(String id, String label, Region.Area area, Consumer<Region.Area> save);

  /** Whether an outline is being changed and not saved. */
  ObservableBooleanValue editing();

  /** The edge of a finding on the images. */
  record Outline(String id, String label, Mask mask, Verdict.Decision decision) {}
}
