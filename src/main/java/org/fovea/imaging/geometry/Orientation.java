package org.fovea.imaging.geometry;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words for directions in the patient and for planes along them. */
public final class Orientation {
  /** Share of a direction below which it is not named: the sine of 15°. */
  private static final double NAMED = Math.sin(Math.toRadians(15));

  /** Cosine of the largest tilt, 20°, at which a plane still has the name of its main direction. */
  private static final double STRAIGHT = Math.cos(Math.toRadians(20));

  private Orientation() {}

  /** The anatomical planes. */
  public enum PlaneName {
    AXIAL,
    CORONAL,
    SAGITTAL,
    OBLIQUE
  }

  /**
   * The letters at the edges of an image: what lies beyond each.
   *
   * @param left at the edge of the first column
   * @param right at the edge of the last column
   * @param top at the edge of the first row
   * @param bottom at the edge of the last row
   */
  public record Edges(String left, String right, String top, String bottom) {}

  /**
   * The letters of a direction, largest part first: R or L, A or P, H or F (PS3.3 C.7.6.1.1.1), one
   * for each part of at least the sine of 15°.
   *
   * @param direction need not have length 1
   * @throws ArithmeticException for a vector without length
   */
  public static String letters(Vec3 direction) {
    Vec3 d = direction.unit();
    List<Part> parts =
        Stream.of(
                new Part(d.x() < 0 ? "R" : "L", Math.abs(d.x())),
                new Part(d.y() < 0 ? "A" : "P", Math.abs(d.y())),
                new Part(d.z() < 0 ? "F" : "H", Math.abs(d.z())))
            .sorted(Comparator.comparingDouble(Part::share).reversed())
            .toList();
    StringBuilder letters = new StringBuilder();
    for (Part part : parts) {
      if (part.share >= NAMED) {
        letters.append(part.letter);
      }
    }
    return letters.toString();
  }

  private record Part(String letter, double share) {}

  /** The letters at the four edges of a plane's image. */
  public static Edges edges(Plane plane) {
    return new Edges(
        letters(plane.columnAxis().times(-1)),
        letters(plane.columnAxis()),
        letters(plane.rowAxis().times(-1)),
        letters(plane.rowAxis()));
  }

  /** The plane of a grid's slices. */
  public static PlaneName plane(Grid grid) {
    return plane(grid.columnAxis().cross(grid.rowAxis()));
  }

  /** The plane with a normal, which need not have length 1. */
  public static PlaneName plane(Vec3 normal) {
    Vec3 n = normal.unit();
    if (Math.abs(n.z()) >= STRAIGHT) {
      return PlaneName.AXIAL;
    }
    if (Math.abs(n.y()) >= STRAIGHT) {
      return PlaneName.CORONAL;
    }
    return Math.abs(n.x()) >= STRAIGHT ? PlaneName.SAGITTAL : PlaneName.OBLIQUE;
  }

  /**
   * The plane nearest to a point, by distance along each plane's normal.
   *
   * @return its index, the first of equals; -1 where there are none
   */
  public static int nearest(List<Plane> planes, Vec3 point) {
    return IntStream.range(0, planes.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> Math.abs(planes.get(i).distance(point))))
        .orElse(-1);
  }
}
