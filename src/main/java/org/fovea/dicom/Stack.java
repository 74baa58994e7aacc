package org.fovea.dicom;

import java.util.List;
import org.fovea.imaging.geometry.Grid;

/**
 * Images that are scrolled through together: one orientation, ordered along their normal where
 * geometry allows, else by instance and frame number.
 *
 * @param slices never empty
 * @param grid the regular volume they form; null where they form none
 * @param remarks what the user should know: gaps, duplicates left out, missing spacing; plain words
 */
public record Stack(String label, List<Slice> slices, Grid grid, List<String> remarks) {}
