package org.fovea.finding.enteropathy;

/**
 * Nuclei that were counted in one third of the height of upright villi.
 *
 * @param lymphocytes nuclei of inflammatory cells within the villous epithelium
 * @param enterocytes epithelial nuclei within the villous epithelium
 */
public record HeightThird(int lymphocytes, int enterocytes) {
  /** Fewer enterocytes than this say nothing of their lymphocytes. */
  private static final int LEAST = 100;

  /** Lymphocytes per 100 enterocytes; NaN where too few enterocytes were counted. */
  public double per100() {
    return enterocytes < LEAST ? Double.NaN : 100.0 * lymphocytes / enterocytes;
  }
}
