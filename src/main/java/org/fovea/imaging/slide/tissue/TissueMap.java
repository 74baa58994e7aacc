package org.fovea.imaging.slide.tissue;

import java.util.ArrayList;
import java.util.List;
import org.fovea.imaging.display.Contours;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.Slide;

/**
 * What lies where on a slide, coarsely.
 *
 * @param cellX width of a cell, pixels of the highest resolution
 * @param cellY height of a cell, pixels of the highest resolution
 * @param kinds row by row, ordinals of {@link Kind}. Not copied.
 * @param heStained share of the tissue whose colour haematoxylin and eosin give: green light is
 *     taken up most; 0 to 1
 */
public record TissueMap(
    int columns, int rows, double cellX, double cellY, byte[] kinds, double heStained) {

  /** What a cell shows. */
  public enum Kind {
    BACKGROUND,
    TISSUE,
    /** Ink of a marker, or black that is no tissue. */
    PEN,
    /** Tissue that lies double, or is too thick to be seen through. */
    FOLD,
    /** Tissue whose nuclei cannot be told for blur. */
    OUT_OF_FOCUS
  }

  /** What lies at a pixel of the highest resolution; background outside the slide. */
  public Kind at(double x, double y) {
    int column = (int) Math.floor(x / cellX);
    int row = (int) Math.floor(y / cellY);
    return column < 0 || row < 0 || column >= columns || row >= rows
        ? Kind.BACKGROUND
        : Kind.values()[kinds[row * columns + column]];
  }

  /** Number of cells of a kind. */
  public int count(Kind kind) {
    int n = 0;
    for (byte k : kinds) {
      n += k == kind.ordinal() ? 1 : 0;
    }
    return n;
  }

  /** Area of a kind on a slide that has a scale, mm². */
  public double areaMm2(Kind kind, Slide slide) {
    double x = cellX * slide.highest().spacingXMm();
    double y = cellY * slide.highest().spacingYMm();
    return count(kind) * (x * y);
  }

  /** Whether a rectangle of the highest resolution touches tissue. */
  public boolean touchesTissue(double left, double top, double right, double bottom) {
    int firstColumn = Math.clamp((long) Math.floor(left / cellX), 0, columns - 1);
    int lastColumn = Math.clamp((long) Math.ceil(right / cellX) - 1, 0, columns - 1);
    int firstRow = Math.clamp((long) Math.floor(top / cellY), 0, rows - 1);
    int lastRow = Math.clamp((long) Math.ceil(bottom / cellY) - 1, 0, rows - 1);
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        if (kinds[row * columns + column] == Kind.TISSUE.ordinal()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Turns cells of one kind into another whose middle lies in a rectangle. */
  void replace(double left, double top, double right, double bottom, Kind from, Kind to) {
    int firstColumn = Math.max(0, (int) Math.ceil(left / cellX - 0.5));
    int firstRow = Math.max(0, (int) Math.ceil(top / cellY - 0.5));
    for (int row = firstRow; row < rows && (row + 0.5) * cellY < bottom; row++) {
      for (int column = firstColumn; column < columns && (column + 0.5) * cellX < right; column++) {
        if (kinds[row * columns + column] == from.ordinal()) {
          kinds[row * columns + column] = (byte) to.ordinal();
        }
      }
    }
  }

  /** Borders of the pieces of one kind, to be shown to the user. */
  public List<Outline> outlines(Kind kind) {
    float[] field = new float[columns * rows];
    for (int i = 0; i < field.length; i++) {
      field[i] = kinds[i] == kind.ordinal() ? 1 : 0;
    }
    List<Outline> outlines = new ArrayList<>();
    for (double[] line : Contours.of(field, columns, rows, 0.5)) {
      if (line.length >= 6) {
        double[] ring = new double[line.length];
        for (int i = 0; i < line.length; i += 2) {
          ring[i] = (line[i] + 0.5) * cellX;
          ring[i + 1] = (line[i + 1] + 0.5) * cellY;
        }
        outlines.add(new Outline(List.of(ring)));
      }
    }
    return List.copyOf(outlines);
  }
}
