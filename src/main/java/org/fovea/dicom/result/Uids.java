package org.fovea.dicom.result;

import java.math.BigInteger;
import java.util.UUID;

/** Unique identifiers (PS3.5 B.2: 2.25 followed by a UUID as a decimal number). */
public final class Uids {
  /** The Implementation Class UID of this program (PS3.7 D.3.3.2), fixed for ever. */
  public static final String IMPLEMENTATION_CLASS = "2.25.187073155571086602102600288573875264727";

  /** The Implementation Version Name, at most 16 characters. */
  public static final String IMPLEMENTATION_VERSION = "FOVEA_1";

  private Uids() {}

  /** A new one. */
  public static String create() {
    UUID uuid = UUID.randomUUID();
    BigInteger high = unsigned(uuid.getMostSignificantBits());
    BigInteger low = unsigned(uuid.getLeastSignificantBits());
    return "2.25." + high.shiftLeft(64).or(low);
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }
}
