package org.fovea.bundle;

import java.nio.file.Path;

/**
 * A model on disk.
 *
 * @param folder its directory
 * @param trust whether its code may be run
 */
public record Bundle(Path folder, Manifest manifest, Trust trust) {

  /** Where the TorchScript network is, relative to the folder. */
  public static final String NETWORK = "models/model.ts";

  /** Whether a bundle may be run. */
  public sealed interface Trust {
    /** Comes with Fovea, and every checksum holds. */
    record Own() implements Trust {}

    /** Comes from elsewhere, every checksum holds; the user must agree before its code runs. */
    record Foreign(boolean agreed) implements Trust {}

    /** A checksum does not hold or a file is missing; not run before the user has agreed. */
    record Broken(String reason, boolean agreed) implements Trust {}
  }

  /** Whether it may be run as things stand. */
  public boolean runnable() {
    return switch (trust) {
      case Trust.Own() -> true;
      case Trust.Foreign(boolean agreed) -> agreed;
      case Trust.Broken(String reason, boolean agreed) -> agreed;
    };
  }
}
