package org.fovea.dicom.slide;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;

/**
 * Colours of a scanner in sRGB, by its ICC profile (Optical Path Sequence, PS3.3 C.8.12.5): a table
 * of 33 × 33 × 33 colours, computed once, and linear between them.
 */
final class SrgbTable {
  private static final int SIDE = 33;

  /** Profiles that change no colour by more than this are taken for sRGB. */
  private static final float SAME = 1.5f;

  private final float[] table;

  private SrgbTable(float[] table) {
    this.table = table;
  }

  /**
   * The table of a profile.
   *
   * @return null where the profile is sRGB
   * @throws IllegalArgumentException if it is no profile of three colours
   */
  static SrgbTable of(byte[] profile) {
    ICC_Profile icc = ICC_Profile.getInstance(profile);
    if (icc.getNumComponents() != 3) {
      throw new IllegalArgumentException("a profile of " + icc.getNumComponents() + " colours");
    }
    ColorSpace space = new ICC_ColorSpace(icc);
    float[] table = new float[3 * SIDE * SIDE * SIDE];
    float furthest = 0;
    for (int i = 0; i < SIDE * SIDE * SIDE; i++) {
      float[] from = {at(i % SIDE), at(i / SIDE % SIDE), at(i / SIDE / SIDE)};
      float[] to = space.toRGB(from);
      for (int c = 0; c < 3; c++) {
        table[3 * i + c] = 255 * to[c];
        furthest = Math.max(furthest, Math.abs(255 * (to[c] - from[c])));
      }
    }
    return furthest <= SAME ? null : new SrgbTable(table);
  }

  private static float at(int step) {
    return (float) step / (SIDE - 1);
  }

  /** Opaque sRGB {@code 0xFFRRGGBB} of a colour of the scanner, each 0 to 255. */
  int convert(int red, int green, int blue) {
    float r = red * (SIDE - 1) / 255f;
    float g = green * (SIDE - 1) / 255f;
    float b = blue * (SIDE - 1) / 255f;
    int i = Math.min((int) r, SIDE - 2);
    int j = Math.min((int) g, SIDE - 2);
    int k = Math.min((int) b, SIDE - 2);
    int argb = 0xff;
    for (int c = 0; c < 3; c++) {
      int at = 3 * (i + SIDE * (j + SIDE * k)) + c;
      float low = plane(at, r - i, g - j);
      float high = plane(at + 3 * SIDE * SIDE, r - i, g - j);
      argb = argb << 8 | Math.clamp(Math.round(low + (b - k) * (high - low)), 0, 255);
    }
    return argb;
  }

  private float plane(int at, float r, float g) {
    float low = table[at] + r * (table[at + 3] - table[at]);
    int up = at + 3 * SIDE;
    float high = table[up] + r * (table[up + 3] - table[up]);
    return low + g * (high - low);
  }
}
