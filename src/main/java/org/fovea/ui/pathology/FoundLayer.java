package org.fovea.ui.pathology;

import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.fovea.finding.AnnotationGroup;

/** Marks that an algorithm of another program made, on the slide that they lie on. */
final class FoundLayer {
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private List<On> all = List.of();

  /**
   * Groups of marks and the images that they lie on.
   *
   * @param images SOP Instance UIDs
   */
  record On(Set<String> images, List<Group> groups) {
    boolean on(ShownSlide slide) {
      return slide.image().isAmong(images);
    }
  }

  /**
   * A group with the boxes of its marks, so that those out of sight cost little.
   *
   * @param boxes x0, y0, x1, y1 of each mark, pixels of the highest resolution; not written to
   */
  record Group(AnnotationGroup marks, double[] boxes) {
    static Group of(AnnotationGroup g) {
      double[] boxes = new double[4 * g.size()];
      for (int i = 0; i < g.size(); i++) {
        double[] p = g.mark(i);
        double x0 = p[0];
        double y0 = p[1];
        double x1 = x0;
        double y1 = y0;
        for (int k = 2; k + 1 < p.length; k += 2) {
          x0 = Math.min(x0, p[k]);
          y0 = Math.min(y0, p[k + 1]);
          x1 = Math.max(x1, p[k]);
          y1 = Math.max(y1, p[k + 1]);
        }
        boxes[4 * i] = x0;
        boxes[4 * i + 1] = y0;
        boxes[4 * i + 2] = x1;
        boxes[4 * i + 3] = y1;
      }
      return new Group(g, boxes);
    }

    /** Whether any of a mark lies in a box of the slide: left, upper, right, lower edge. */
    boolean within(int mark, double[] seen) {
      int i = 4 * mark;
      return boxes[i + 2] >= seen[0]
          && boxes[i] <= seen[2]
          && boxes[i + 3] >= seen[1]
          && boxes[i + 1] <= seen[3];
    }
  }

  /** Shows these in place of what was shown. */
  void show(List<On> marks) {
    all = List.copyOf(marks);
    revision.set(revision.get() + 1);
  }

  /** The groups that lie on a slide. */
  List<Group> on(ShownSlide slide) {
    return all.stream().filter(m -> m.on(slide)).flatMap(m -> m.groups().stream()).toList();
  }

  /** Grows with every change. */
  ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }
}
