package org.fovea.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.fovea.common.Text;
import org.fovea.dicom.annotation.BulkAnnotations;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.Code;
import org.fovea.finding.Provenance;
import org.fovea.finding.enteropathy.EpithelialCount;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;

/** What was measured on mucosa, as marks on the slide. */
final class MucosaMarks {
  private static final Text TEXT = Text.of(MucosaMarks.class);
  private static final Code ANATOMY = new Code("SCT", "91723000", "Anatomical Structure");
  private static final Code BRUNNER =
      new Code("99FOVEA", "brunner-glands-in-mucosa", "Brunner's glands in the mucosa");

  private MucosaMarks() {}

  /**
   * Nuclei as points, a group for each kind; villi as lines from the level of the crypt mouths to
   * the tip, crypts from there to their base; centres of lobules of Brunner's glands in the mucosa;
   * and the fields in which nuclei were counted. Groups without a mark are left out.
   */
  static List<AnnotationGroup> groups(Mucosa mucosa, Provenance by) {
    AnnotationGroup.Algorithm algorithm =
        new AnnotationGroup.Algorithm(
            by.bundleId(), by.bundleVersion(), "weights SHA-256 " + by.bundleSha256());
    List<AnnotationGroup> groups = new ArrayList<>();
    for (Mucosa.CellGroup c : mucosa.cells()) {
      groups.add(AnnotationGroup.points(c.label(), ANATOMY, c.code(), c.coordinates(), algorithm));
    }
    groups.add(lines("marks.villi", mucosa, true, algorithm));
    groups.add(lines("marks.crypts", mucosa, false, algorithm));
    groups.add(
        AnnotationGroup.points(
            TEXT.get("marks.brunner"),
            ANATOMY,
            BRUNNER,
            mucosa.seen().brunner().lobules().stream()
                .flatMapToDouble(l -> DoubleStream.of(l.x(), l.y()))
                .toArray(),
            algorithm));
    groups.add(
        AnnotationGroup.rectangles(
            TEXT.get("marks.fields"),
            BulkAnnotations.SPATIAL,
            BulkAnnotations.REGION,
            mucosa.counts().stream()
                .flatMapToDouble(f -> java.util.Arrays.stream(corners(f)))
                .toArray(),
            algorithm));
    return groups.stream().filter(g -> g.size() > 0).toList();
  }

  private static AnnotationGroup lines(
      String label, Mucosa mucosa, boolean villi, AnnotationGroup.Algorithm algorithm) {
    List<double[]> lines = new ArrayList<>();
    for (MucosalPlace p : mucosa.places()) {
      MucosalPlace.Point to = villi ? p.tip() : p.base();
      lines.add(new double[] {p.mouth().x(), p.mouth().y(), to.x(), to.y()});
    }
    return AnnotationGroup.polylines(
        TEXT.get(label), BulkAnnotations.SPATIAL, BulkAnnotations.LENGTH, lines, algorithm);
  }

  private static double[] corners(EpithelialCount f) {
    double right = f.x() + f.side();
    double bottom = f.y() + f.side();
    return new double[] {f.x(), f.y(), right, f.y(), right, bottom, f.x(), bottom};
  }
}
