package org.fovea.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.dicom.ResultReader.Segment;
import org.fovea.dicom.ResultReader.SegmentationResult;
import org.fovea.dicom.ResultReader.SlideMap;
import org.fovea.dicom.ResultReader.SlideMapsResult;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.FoundMarks;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.SlidePlacement;

/** Lays what another program found on a slide over the pixels of that slide. */
final class ForeignSlides {
  /** Directions that differ by no more than this are the same. */
  private static final double SAME = 1e-3;

  /** How far the corner of a map may lie from that of the slide, cells. */
  private static final double CORNER = 0.5;

  private ForeignSlides() {}

  /** The borders of segments on a slide, a group for each; empty where none lies on a slide. */
  static Optional<FoundMarks> marks(SlideImage on, SegmentationResult s) {
    List<AnnotationGroup> groups = new ArrayList<>();
    for (Segment segment : s.segments()) {
      if (segment.onSlide() != null && !segment.onSlide().rings().isEmpty()) {
        groups.add(
            AnnotationGroup.polygons(
                ForeignResults.label(segment),
                segment.category(),
                segment.type(),
                segment.onSlide().rings().stream().map(r -> pixels(r, on.slide())).toList(),
                new AnnotationGroup.Algorithm(segment.algorithmName(), "", "")));
      }
    }
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(new FoundMarks(Set.of(on.instanceUid()), groups));
  }

  private static double[] pixels(double[] ring, Slide slide) {
    double[] pixels = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      double[] p = slide.placement().toMatrix(new Vec3(ring[i], ring[i + 1], 0), slide.highest());
      pixels[i] = p[0];
      pixels[i + 1] = p[1];
    }
    return pixels;
  }

  /** The maps whose cells are square and begin at the corner of a slide. */
  static List<SlideHeatmap> maps(SlideImage on, SlideMapsResult result) {
    return result.maps().stream().flatMap(m -> map(m, on.slide()).stream()).toList();
  }

  private static Optional<SlideHeatmap> map(SlideMap m, Slide slide) {
    SlidePlacement p = slide.placement();
    double cell = m.matrix().spacingXMm() / slide.highest().spacingXMm();
    double high = m.matrix().spacingYMm() / slide.highest().spacingYMm();
    double[] corner = p.toMatrix(m.placement().toSlide(0, 0, m.matrix()), slide.highest());
    boolean fits =
        Math.abs(cell / high - 1) < SAME
            && same(m.placement().rowDirection(), p.rowDirection())
            && same(m.placement().columnDirection(), p.columnDirection())
            && Math.hypot(corner[0], corner[1]) < CORNER * cell;
    return fits
        ? Optional.of(
            new SlideHeatmap(
                m.name(),
                m.quantity(),
                m.operatingThreshold(),
                m.matrix().columns(),
                m.matrix().rows(),
                cell,
                m.values()))
        : Optional.empty();
  }

  private static boolean same(Vec3 a, Vec3 b) {
    return a.minus(b).length() < SAME;
  }

  /** The slide of one of the images, else the only one of the series; with a scale. */
  static Optional<SlideImage> slide(Study study, Set<String> images, List<String> series) {
    List<SlideImage> all = study.series().stream().flatMap(s -> s.slides().stream()).toList();
    Optional<SlideImage> named = all.stream().filter(s -> s.isAmong(images)).findFirst();
    List<SlideImage> of =
        all.stream().filter(s -> series.contains(s.slide().seriesInstanceUid())).toList();
    return named
        .or(() -> of.size() == 1 ? Optional.of(of.getFirst()) : Optional.empty())
        .filter(s -> s.slide().calibrated());
  }
}
