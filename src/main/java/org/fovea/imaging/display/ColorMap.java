package org.fovea.imaging.display;

/**
 * From a value, 0 to 1, to a colour. Apart from {@link #HOT}, lightness changes evenly with the
 * value, so that no step looks larger than it is; it grows, but for {@link #DEEP_TEAL}.
 *
 * <p>Inferno and viridis are evaluated from polynomials of degree six that were fitted to the
 * tables of S. van der Walt and N. Smith (2015, CC0); the coefficients are those published by M.
 * Zucker on Shadertoy (WlfXRN, CC0). They differ from the tables by less than 2 % of full scale.
 * Teal is a straight line in CIELAB (CIE 15:2004), computed here.
 */
public enum ColorMap {
  INFERNO {
    @Override
    double[] color(double t) {
      return polynomial(INFERNO_FIT, t);
    }
  },
  VIRIDIS {
    @Override
    double[] color(double t) {
      return polynomial(VIRIDIS_FIT, t);
    }
  },
  /** One hue, for stained tissue, in which red and pink drown. */
  TEAL {
    @Override
    double[] color(double t) {
      double chroma = 12 + 26 * Math.sin(Math.PI * (0.15 + 0.7 * t));
      double hue = Math.toRadians(195);
      return fromLab(12 + 80 * t, chroma * Math.cos(hue), chroma * Math.sin(hue));
    }
  },
  /**
   * The same hue, darker with the value: on bright tissue and glass what is dark stands out, and a
   * pale spot would be lost.
   */
  DEEP_TEAL {
    @Override
    double[] color(double t) {
      double chroma = 14 + 30 * Math.sin(Math.PI * (0.15 + 0.7 * t));
      double hue = Math.toRadians(200);
      return fromLab(94 - 72 * t, chroma * Math.cos(hue), chroma * Math.sin(hue));
    }
  },
  GREY {
    @Override
    double[] color(double t) {
      return new double[] {t, t, t};
    }
  },
  /** Black, red, yellow, white: widely known; its lightness does not grow evenly. */
  HOT {
    @Override
    double[] color(double t) {
      return new double[] {3 * t, 3 * t - 1, 3 * t - 2};
    }
  };

  private static final double[][] INFERNO_FIT = {
    {0.0002189403691192265, 0.001651004631001012, -0.01948089843709184},
    {0.1065134194856116, 0.5639564367884091, 3.932712388889277},
    {11.60249308247187, -3.972853965665698, -15.9423941062914},
    {-41.70399613139459, 17.43639888205313, 44.35414519872813},
    {77.162935699427, -33.40235894210092, -81.80730925738993},
    {-71.31942824499214, 32.62606426397723, 73.20951985803202},
    {25.13112622477341, -12.24266895238567, -23.07032500287172}
  };

  private static final double[][] VIRIDIS_FIT = {
    {0.2777273272234177, 0.005407344544966578, 0.3340998053353061},
    {0.1050930431085774, 1.404613529898575, 1.384590162594685},
    {-0.3308618287255563, 0.214847559468213, 0.09509516302823659},
    {-4.634230498983486, -5.799100973351585, -19.33244095627987},
    {6.228269936347081, 14.17993336680509, 56.69055260068105},
    {4.776384997670288, -13.74514537774601, -65.35303263337234},
    {-5.435455855934631, 4.645852612178535, 26.3124352495832}
  };

  /** Red, green and blue, 0 to 1, possibly a little outside. */
  abstract double[] color(double t);

  /**
   * The colour of a value as 0xRRGGBB.
   *
   * @param value 0 to 1; what is outside is taken as 0 or 1, NaN as 0
   */
  public int rgb(double value) {
    double[] c = color(value > 0 ? Math.min(value, 1) : 0);
    return eight(c[0]) << 16 | eight(c[1]) << 8 | eight(c[2]);
  }

  private static int eight(double v) {
    return (int) Math.round(255 * Math.clamp(v, 0, 1));
  }

  private static double[] polynomial(double[][] fit, double t) {
    double[] c = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      for (int power = fit.length - 1; power >= 0; power--) {
        c[channel] = c[channel] * t + fit[power][channel];
      }
    }
    return c;
  }

  /** CIELAB (D65) to sRGB (IEC 61966-2-1). */
  private static double[] fromLab(double l, double a, double b) {
    double fy = (l + 16) / 116;
    double x = 0.95047 * inverse(fy + a / 500);
    double y = inverse(fy);
    double z = 1.08883 * inverse(fy - b / 200);
    return new double[] {
      gamma(3.2406 * x - 1.5372 * y - 0.4986 * z),
      gamma(-0.9689 * x + 1.8758 * y + 0.0415 * z),
      gamma(0.0557 * x - 0.2040 * y + 1.0570 * z)
    };
  }

  private static double inverse(double f) {
    return f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0 / 29);
  }

  private static double gamma(double v) {
    return v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
  }
}
