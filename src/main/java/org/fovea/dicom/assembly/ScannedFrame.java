package org.fovea.dicom.assembly;

import java.util.Map;
import org.fovea.imaging.geometry.Plane;

/**
 * One frame of a scanned object before it has its place in a stack.
 *
 * @param plane null where the header does not say where it lies
 * @param lack which part of the plane the header lacks, a key of the messages; null where none
 * @param traits what may tell it from other frames at the same position
 */
record ScannedFrame(
    ScannedObject object, int index, Plane plane, String lack, Map<Trait, String> traits) {

  String trait(Trait trait) {
    return traits.getOrDefault(trait, "");
  }
}
