package org.fovea.ui.radiology;

import org.fovea.finding.Verdict;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/** Something that is laid over images through patient coordinates. */
public sealed interface OverlayLayer {
  /** Tells it from others; that of a finding is its tracking UID. */
  String id();

  /** What it is, and whose, for people. */
  String title();

  /** The series on whose frame of reference it stands. */
  String seriesInstanceUid();

  /** A heatmap. */
  record Heat(String id, String title, String seriesInstanceUid, Heatmap map)
      implements OverlayLayer {}

  /**
   * The outline of a finding or segment.
   *
   * @param decision what was said of it
   */
  record Outline(
      String id, String title, String seriesInstanceUid, Mask mask, Verdict.Decision decision)
      implements OverlayLayer {}
}
