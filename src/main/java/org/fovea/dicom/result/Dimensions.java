package org.fovea.dicom.result;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/** By what the frames of a multi-frame object are told apart. */
final class Dimensions {
  private Dimensions() {}

  /**
   * Declares the dimensions of the frames (PS3.3 C.7.6.17).
   *
   * @param object receives the declaration
   * @param pointers pairs of the element and the functional group that holds it
   * @param labels one a pair
   */
  static void declare(Attributes object, int[] pointers, String... labels) {
    String organization = Uids.create();
    Elements.item(object, Tag.DimensionOrganizationSequence)
        .setString(Tag.DimensionOrganizationUID, VR.UI, organization);
    for (int a = 0; a < labels.length; a++) {
      Attributes index = Elements.more(object, Tag.DimensionIndexSequence);
      index.setString(Tag.DimensionOrganizationUID, VR.UI, organization);
      index.setInt(Tag.DimensionIndexPointer, VR.AT, pointers[2 * a]);
      index.setInt(Tag.FunctionalGroupPointer, VR.AT, pointers[2 * a + 1]);
      index.setString(Tag.DimensionDescriptionLabel, VR.LO, labels[a]);
    }
  }
}
