package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import org.fovea.dicom.annotation.BulkAnnotations;
import org.fovea.finding.AnnotationGroup;

/** Marks as the groups in which they are kept, one group a mark, since each has its own name. */
final class MarkCodes {
  private MarkCodes() {}

  static List<AnnotationGroup> groups(List<Mark> marks) {
    return marks.stream().map(MarkCodes::group).toList();
  }

  private static AnnotationGroup group(Mark m) {
    return switch (m.kind()) {
      case POINT ->
          AnnotationGroup.points(
              m.name(), BulkAnnotations.SPATIAL, BulkAnnotations.REGION, m.points(), null);
      case RECTANGLE ->
          AnnotationGroup.rectangles(
              m.name(), BulkAnnotations.SPATIAL, BulkAnnotations.REGION, m.points(), null);
      case POLYGON ->
          AnnotationGroup.polygons(
              m.name(), BulkAnnotations.SPATIAL, BulkAnnotations.REGION, List.of(m.points()), null);
      case RULER ->
          AnnotationGroup.polylines(
              m.name(), BulkAnnotations.SPATIAL, BulkAnnotations.LENGTH, List.of(m.points()), null);
    };
  }

  /** The marks of groups that a person drew; open lines of more than two points are left out. */
  static List<Mark> marks(List<AnnotationGroup> groups) {
    List<Mark> marks = new ArrayList<>();
    for (AnnotationGroup g : groups) {
      for (int i = 0; i < g.size() && g.algorithm() == null; i++) {
        String name = g.size() == 1 ? g.label() : g.label() + " " + (i + 1);
        double[] p = g.mark(i);
        Mark.Kind kind =
            switch (g.kind()) {
              case POINT -> Mark.Kind.POINT;
              case RECTANGLE -> Mark.Kind.RECTANGLE;
              case POLYGON -> p.length >= 6 ? Mark.Kind.POLYGON : null;
              case POLYLINE -> p.length == 4 ? Mark.Kind.RULER : null;
            };
        if (kind != null) {
          marks.add(new Mark(kind, name, p));
        }
      }
    }
    return marks;
  }
}
