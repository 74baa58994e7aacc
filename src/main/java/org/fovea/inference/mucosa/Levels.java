package org.fovea.inference.mucosa;

/**
 * How the levels that a tissue network draws lie to the true ones, as measured on simulated mucosa,
 * whose levels are known.
 *
 * @param mouthUm crypt mouths lie this much above the border that the network draws, µm: it takes
 *     the uppermost part of crypts for villous epithelium
 * @param tipUm tips of villi lie this much above its uppermost cells, µm
 */
record Levels(double mouthUm, double tipUm) {
  /** Of maps that are true, such as drawn ones. */
  static final Levels TRUE = new Levels(0, 0);

  /** Whether these are lengths that a network can be off by. */
  boolean plausible() {
    return Math.abs(mouthUm) < 100 && Math.abs(tipUm) < 100;
  }
}
