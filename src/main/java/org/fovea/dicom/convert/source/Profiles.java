package org.fovea.dicom.convert.source;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;

/** ICC profiles as files carry them. */
final class Profiles {
  private Profiles() {}

  /** The profile where it is one of red, green and blue; null otherwise. */
  static byte[] checked(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      return profile.getColorSpaceType() == ColorSpace.TYPE_RGB ? profile.getData() : null;
    } catch (IllegalArgumentException e) {
      return null; // a picture is worth more than its profile
    }
  }
}
