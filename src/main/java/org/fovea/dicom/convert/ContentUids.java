package org.fovea.dicom.convert;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.fovea.common.Sha256;

/**
 * UIDs that follow from what they name, so that the same content always has the same ones: 2.25
 * (PS3.5 B.2) and the first 128 bits of a SHA-256.
 */
public final class ContentUids {
  private ContentUids() {}

  /** The UID that goes with these words. */
  public static String of(String... words) {
    MessageDigest digest = Sha256.digest();
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      // With the length in front "ab", "c" and "a", "bc" differ.
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return "2.25." + new BigInteger(1, Arrays.copyOf(digest.digest(), 16));
  }
}
