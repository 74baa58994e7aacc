package org.fovea.ui.radiology;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.dicom.Series;
import org.fovea.dicom.Study;
import org.fovea.imaging.display.Contours;
import org.fovea.imaging.display.MaskOutlines;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.PlaneSampler;

/**
 * Places overlays on the plane of a slice through patient coordinates. What was placed last is
 * kept, so that a change of colour, window or pointer does not sample again.
 */
final class OverlayPlacer {
  private static final int MOST_KEPT = 64;

  private record Traced(Plane plane, double level, List<double[]> lines) {}

  private final Map<Mask, MaskOutlines> outlines = new IdentityHashMap<>();
  private final Map<Object, Traced> traced = new IdentityHashMap<>();
  private float[] samples = {};
  private float[] scratch = {};
  private OverlayLayer.Heat samplesOf;
  private Plane samplesAt;

  /**
   * Whether a layer may be drawn on a series: on its own, and on others of the same frame of
   * reference (PS3.3 C.7.4.1).
   */
  static boolean applies(OverlayLayer layer, Shown shown) {
    return shown.series().seriesInstanceUid().equals(layer.seriesInstanceUid())
        || !shown.series().frameOfReferenceUid().isEmpty()
            && shown
                .series()
                .frameOfReferenceUid()
                .equals(frameOfReference(shown.study(), layer.seriesInstanceUid()));
  }

  private static String frameOfReference(Study study, String seriesInstanceUid) {
    return study.series().stream()
        .filter(s -> s.seriesInstanceUid().equals(seriesInstanceUid))
        .map(Series::frameOfReferenceUid)
        .findFirst()
        .orElse("");
  }

  /** Values of a heatmap at the pixels of a plane; the array is reused by the next call. */
  float[] heat(OverlayLayer.Heat layer, Plane plane) {
    if (samplesOf == null || layer.map() != samplesOf.map() || !plane.equals(samplesAt)) {
      samples = grown(samples, plane);
      PlaneSampler.sample(layer.map().values(), plane, samples);
      samplesOf = layer;
      samplesAt = plane;
    }
    return samples;
  }

  private static float[] grown(float[] array, Plane plane) {
    int n = plane.columns() * plane.rows();
    return array.length < n ? new float[n] : array;
  }

  /** Lines of a heatmap at a level. */
  List<double[]> contours(OverlayLayer.Heat layer, Plane plane, double level) {
    Traced known = traced.get(layer.map());
    if (known == null || known.level != level || !known.plane.equals(plane)) {
      known =
          new Traced(
              plane, level, Contours.of(heat(layer, plane), plane.columns(), plane.rows(), level));
      keep(layer.map(), known);
    }
    return known.lines;
  }

  /** Outlines of a mask on a plane, in its pixel coordinates. */
  List<double[]> contours(Mask mask, Plane plane) {
    Traced known = traced.get(mask);
    if (known == null || !known.plane.equals(plane)) {
      known = new Traced(plane, 0.5, trace(mask, plane));
      keep(mask, known);
    }
    return known.lines;
  }

  private List<double[]> trace(Mask mask, Plane plane) {
    if (outlines.size() >= MOST_KEPT) {
      outlines.clear(); // masks come and go with every stroke of the brush
    }
    scratch = grown(scratch, plane);
    return outlines.computeIfAbsent(mask, MaskOutlines::new).on(plane, scratch);
  }

  private void keep(Object what, Traced lines) {
    if (traced.size() >= MOST_KEPT) {
      traced.clear();
    }
    traced.put(what, lines);
  }
}
