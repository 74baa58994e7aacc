package org.fovea.ui.radiology;

import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;

/**
 * One pixel and what it holds.
 *
 * @param values value of the modality, or red, green and blue
 * @param unit empty where the header does not say
 * @param patient its centre, or null without geometry
 */
public record Probe(int column, int row, double[] values, String unit, Vec3 patient) {

  static Probe at(FrameLoader.Loaded.Picture p, int column, int row, Plane plane) {
    Frame f = p.frame();
    int i = (row * f.columns() + column) * f.samplesPerPixel();
    Vec3 where = plane == null ? null : plane.toPatient(column, row);
    if (f.samplesPerPixel() == 3) {
      double[] rgb = {f.samples().get(i), f.samples().get(i + 1), f.samples().get(i + 2)};
      return new Probe(column, row, rgb, "", where);
    }
    double value = p.presentation().modalityLut().apply(f.samples().get(i));
    return new Probe(
        column, row, new double[] {value}, p.presentation().modalityLut().unit(), where);
  }
}
