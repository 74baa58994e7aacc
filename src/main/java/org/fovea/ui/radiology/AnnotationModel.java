package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Source;

/** What has been drawn on the slices of a study; shared by its viewports. Used on one thread. */
public final class AnnotationModel {
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private final Map<Place, List<Annotation>> drawn = new HashMap<>();
  private Hit selected;

  private record Place(Source source, int frame) {}

  /** One annotation on one slice; {@code handle} is -1 for its body. */
  public record Hit(Slice slice, int index, int handle) {}

  /** Grows with every change, so that views can follow. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  private void changed() {
    revision.set(revision.get() + 1);
  }

  private static Place place(Slice slice) {
    return new Place(slice.instance().source(), slice.frameIndex());
  }

  /** What is on a slice, oldest first. */
  public List<Annotation> on(Slice slice) {
    return slice == null ? List.of() : drawn.getOrDefault(place(slice), List.of());
  }

  /** Adds one and selects it. */
  public void add(Slice slice, Annotation a) {
    List<Annotation> list = drawn.computeIfAbsent(place(slice), p -> new ArrayList<>());
    list.add(a);
    selected = new Hit(slice, list.size() - 1, -1);
    changed();
  }

  /** Puts another in the place of one. */
  public void replace(Slice slice, int index, Annotation a) {
    drawn.get(place(slice)).set(index, a);
    changed();
  }

  /** The one that keys act on, or null. */
  public Hit selected() {
    return selected;
  }

  public void select(Hit hit) {
    selected = hit;
    changed();
  }

  /** Removes the selected one; whether there was one. */
  public boolean removeSelected() {
    if (selected == null) {
      return false;
    }
    drawn.get(place(selected.slice())).remove(selected.index());
    selected = null;
    changed();
    return true;
  }

  /** Removes everything that is on a slice. */
  public void clear(Slice slice) {
    drawn.remove(place(slice));
    selected = null;
    changed();
  }

  /** Forgets everything. */
  public void clear() {
    drawn.clear();
    selected = null;
    changed();
  }

  /**
   * What lies under a place on the screen, the latest first; null for nothing.
   *
   * @param reach how near it must be, screen units
   */
  public Hit hit(Slice slice, Point screen, ViewTransform t, double reach) {
    List<Annotation> list = on(slice);
    for (int i = list.size() - 1; i >= 0; i--) {
      List<Point> handles = list.get(i).handles();
      for (int h = 0; h < handles.size(); h++) {
        if (t.toScreen(handles.get(h)).distance(screen) <= reach) {
          return new Hit(slice, i, h);
        }
      }
    }
    for (int i = list.size() - 1; i >= 0; i--) {
      if (near(list.get(i), screen, t, reach)) {
        return new Hit(slice, i, -1);
      }
    }
    return null;
  }

  private static boolean near(Annotation a, Point s, ViewTransform t, double reach) {
    return switch (a) {
      case Annotation.Length l -> segment(s, t.toScreen(l.a()), t.toScreen(l.b())) <= reach;
      case Annotation.Angle g ->
          segment(s, t.toScreen(g.a()), t.toScreen(g.vertex())) <= reach
              || segment(s, t.toScreen(g.vertex()), t.toScreen(g.b())) <= reach;
      case Annotation.Rectangle r -> {
        Point a1 = t.toScreen(r.a());
        Point b1 = t.toScreen(r.b());
        Point c1 = new Point(a1.x(), b1.y());
        Point d1 = new Point(b1.x(), a1.y());
        yield Math.min(
                Math.min(segment(s, a1, c1), segment(s, c1, b1)),
                Math.min(segment(s, b1, d1), segment(s, d1, a1)))
            <= reach;
      }
      case Annotation.Ellipse e -> {
        Point a1 = t.toScreen(e.a());
        Point b1 = t.toScreen(e.b());
        double rx = Math.max(1, Math.abs(a1.x() - b1.x()) / 2);
        double ry = Math.max(1, Math.abs(a1.y() - b1.y()) / 2);
        double d =
            Math.hypot((s.x() - (a1.x() + b1.x()) / 2) / rx, (s.y() - (a1.y() + b1.y()) / 2) / ry);
        yield Math.abs(d - 1) * Math.min(rx, ry) <= reach;
      }
      case Annotation.Note n -> false;
    };
  }

  private static double segment(Point p, Point a, Point b) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double squared = dx * dx + dy * dy;
    double along =
        squared == 0
            ? 0
            : Math.clamp(((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / squared, 0, 1);
    return p.distance(new Point(a.x() + along * dx, a.y() + along * dy));
  }
}
