package org.fovea.imaging.volume;

/**
 * A map of how strongly each voxel speaks for something.
 *
 * @param name what for, such as {@code glioma}
 * @param quantity what the numbers are
 * @param values 0 to 1 on the map's own grid, which need not be that of any series
 * @param operatingThreshold value from which the model's authors call a voxel positive
 */
public record Heatmap(String name, Quantity quantity, Volume values, double operatingThreshold) {

  /** What the numbers of a heatmap are. */
  public enum Quantity {
    PROBABILITY,
    CLASS_ACTIVATION,
    GRADIENT_WEIGHTED_CLASS_ACTIVATION,
    SALIENCY,
    /** How far something goes, from 0 for not at all to 1; not a probability. */
    DEGREE,
    /** Of another program, which names it by a code not known here. */
    OTHER
  }
}
