package org.fovea.dicom.assembly;

/** Tells DICOM from other files by its first bytes. */
final class Signature {
  private static final String VRS =
      "AEASATCSDADSDTFLFDISLOLTOBODOFOLOVOWPNSHSLSQSSSTSVTMUCUIULUNURUSUTUV";

  private Signature() {}

  /**
   * Whether a file that begins so can be DICOM: the prefix {@code DICM} after 128 bytes (PS3.10
   * 7.1), or, without preamble, a first element of group 2 or 8 in one of the three encodings.
   *
   * @param head the first 144 bytes, or all where there are fewer
   */
  static boolean isDicom(byte[] head) {
    if (head.length >= 132
        && head[128] == 'D'
        && head[129] == 'I'
        && head[130] == 'C'
        && head[131] == 'M') {
      return true;
    }
    return head.length >= 12 && (element(head, false) || element(head, true));
  }

  private static boolean element(byte[] b, boolean bigEndian) {
    int group = number(b, 0, bigEndian);
    int element = number(b, 2, bigEndian);
    if (group != 2 && group != 8 || element > 0x0100 && group == 2) {
      return false;
    }
    String vr = "" + (char) (b[4] & 0xff) + (char) (b[5] & 0xff);
    int at = VRS.indexOf(vr);
    if (at >= 0 && at % 2 == 0) {
      return true;
    }
    // Implicit VR: the length stands here, and first elements are short.
    int low = number(b, 4, bigEndian);
    int high = number(b, 6, bigEndian);
    return !bigEndian && high == 0 && low <= 256 && low % 2 == 0 && element <= 0x1000;
  }

  private static int number(byte[] b, int at, boolean bigEndian) {
    int first = b[at] & 0xff;
    int second = b[at + 1] & 0xff;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }
}
