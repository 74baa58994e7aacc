package org.fovea.dicom.synthetic;

/**
 * What the head is made of, with its brightness in each sequence relative to white matter's 100.
 * Orders of brightness follow relaxation times at 1.5 T: on T1 fat, white, grey, fluid; on FLAIR
 * grey above white with the fluid nulled.
 */
enum Tissue {
  AIR(0, 0, 0),
  SKIN(95, 95, 105),
  FAT(195, 190, 160),
  MUSCLE(66, 76, 82),
  BONE(9, 9, 10),
  MARROW(88, 80, 85),
  MUCOSA(74, 110, 190),
  FLUID(29, 17, 30),
  DURA(44, 52, 118),
  GREY(76, 111, 79),
  WHITE(100, 100, 100),
  DEEP_GREY(82, 107, 84),
  VESSEL(30, 34, 205),
  PLEXUS(55, 86, 165),
  VITREOUS(30, 22, 30),
  LENS(88, 80, 84),
  LESION(64, 190, 65),
  RIM(74, 190, 150);

  private final double[] brightness;

  Tissue(double t1, double flair, double t1Gd) {
    brightness = new double[] {t1, flair, t1Gd};
  }

  double brightness(Sequence sequence) {
    return brightness[sequence.ordinal()];
  }
}
