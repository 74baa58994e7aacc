package org.fovea.inference.pipeline;

/**
 * The square of each slice that the network sees.
 *
 * @param row upper edge, in pixel edges; may lie outside the image
 * @param column left edge, likewise
 * @param side length in pixels
 */
public record Square(double row, double column, double side) {}
