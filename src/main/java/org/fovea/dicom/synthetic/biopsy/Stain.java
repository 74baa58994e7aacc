package org.fovea.dicom.synthetic.biopsy;

/**
 * How amounts of haematoxylin and eosin look in transmitted light: Beer and Lambert's law with the
 * optical densities that Macenko et al. (IEEE International Symposium on Biomedical Imaging, 2009)
 * give as reference.
 *
 * @param haematoxylin factor on every amount of haematoxylin
 * @param eosin factor on every amount of eosin
 * @param lamp colour of the empty glass, red, green and blue, 0 to 255
 */
record Stain(double haematoxylin, double eosin, double[] lamp) {
  private static final double[] H = {0.5626, 0.7201, 0.4062};
  private static final double[] E = {0.2159, 0.8012, 0.5581};

  /** Colour {@code 0xFFRRGGBB} of a place with these optical densities. */
  int colour(double h, double e) {
    int argb = 0xff;
    for (int c = 0; c < 3; c++) {
      double light = lamp[c] * Math.exp(-(h * haematoxylin * H[c] + e * eosin * E[c]));
      argb = argb << 8 | Math.clamp(Math.round(light), 0, 255);
    }
    return argb;
  }
}
