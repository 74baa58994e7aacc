package org.fovea.inference.slide;

import java.util.List;

/**
 * A network of a bundle.
 *
 * @param file relative to the bundle's folder
 * @param input channels, rows, columns
 * @param output likewise
 * @param batch items of one call
 * @param golden name of its golden pair in the manifest
 */
public record NetworkFile(
    String file, List<Integer> input, List<Integer> output, int batch, String golden) {}
