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

  /**
   * Fewer nuclei than this say nothing of the share of lymphocytes among them. Asked of the
   * enterocytes alone, it would leave out the fields that are richest in lymphocytes.
   */
  private static final int LEAST = 20;

  /** Lymphocytes and enterocytes within the villous epithelium. */
  public int nuclei() {
    return lymphocytes + enterocytes;
  }

  /** Lymphocytes per 100 enterocytes; NaN where too few nuclei or no enterocyte was counted. */
  public double per100() {
    return nuclei() < LEAST || enterocytes == 0 ? Double.NaN : 100.0 * lymphocytes / enterocytes;
  }
}
