package org.fovea.finding.enteropathy;

/**
 * Nuclei that were counted in the villous epithelium of one field.
 *
 * @param x left edge of the field, pixels of the highest resolution
 * @param y upper edge
 * @param side of the field, pixels of the highest resolution
 * @param lymphocytes nuclei of inflammatory cells within the villous epithelium
 * @param enterocytes epithelial nuclei within the villous epithelium
 * @param laminaCells nuclei of inflammatory cells within the lamina propria
 * @param laminaMm2 area of the lamina propria in the field, mm²
 */
public record EpithelialCount(
    double x,
    double y,
    double side,
    int lymphocytes,
    int enterocytes,
    int laminaCells,
    double laminaMm2) {

  /** Fewer enterocytes than this say nothing of their lymphocytes. */
  private static final int LEAST = 20;

  /** Lymphocytes per 100 enterocytes; NaN where too few enterocytes were counted. */
  public double per100() {
    return enterocytes < LEAST ? Double.NaN : 100.0 * lymphocytes / enterocytes;
  }
}
