package org.fovea.finding;

/**
 * A measured number.
 *
 * @param unit UCUM unit, such as {@code mm}, {@code ml}; {@code 1} where it has no dimension
 */
public record Measurement(double value, String unit) {}
