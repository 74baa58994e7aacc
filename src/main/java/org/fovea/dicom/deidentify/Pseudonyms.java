package org.fovea.dicom.deidentify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for identifiers: the same original always has the same stand-in, and nobody who does
 * not have the key can find the original, not even by trying all there could be (HMAC with SHA-256,
 * RFC 2104). The key is made for one run and kept nowhere. Safe for several threads.
 */
public final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";

  /** Letters and digits that nobody mistakes for one another. */
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int ALIAS_LENGTH = 10;

  /** Ten years: seasons and weekdays say nothing any more. */
  private static final int MOST_DAYS = 3650;

  private final SecretKeySpec key;

  /**
   * @param key at least 32 random bytes
   */
  public Pseudonyms(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** With a key that nobody knows. */
  public static Pseudonyms random() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Pseudonyms(key);
  }

  /** Another UID (PS3.5 B.2: 2.25 followed by a UUID as a decimal number). */
  String uid(String original) {
    byte[] bits = Arrays.copyOf(code("uid", original), 16);
    bits[6] = (byte) (bits[6] & 0x0f | 0x80); // RFC 9562: version 8, made up by the program
    bits[8] = (byte) (bits[8] & 0x3f | 0x80);
    return "2.25." + new BigInteger(1, bits);
  }

  /** A name for a person or thing, such as {@code P-7KQ2MXW4RA}. */
  String alias(String kind, String original) {
    byte[] bits = code("alias " + kind, original);
    StringBuilder alias = new StringBuilder(kind).append('-');
    for (int i = 0; i < ALIAS_LENGTH; i++) {
      alias.append(ALPHABET.charAt(bits[i] & 31));
    }
    return alias.toString();
  }

  /** By how many days the dates of a patient are moved back, 1 to 3650. */
  int days(String patient) {
    byte[] bits = code("days", patient);
    return 1
        + new BigInteger(1, Arrays.copyOf(bits, 8)).mod(BigInteger.valueOf(MOST_DAYS)).intValue();
  }

  private byte[] code(String purpose, String original) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((purpose + '\0').getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(original.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
