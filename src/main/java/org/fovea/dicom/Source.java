package org.fovea.dicom;

import java.nio.file.Path;

/**
 * Where the bytes of a DICOM object are.
 *
 * @param path the file, or the archive that holds the object
 * @param entry name of the entry inside the archive; null for a plain file
 */
public record Source(Path path, String entry) {

  public static Source file(Path path) {
    return new Source(path, null);
  }

  /** How it is named to the user. */
  @Override
  public String toString() {
    return entry == null ? path.toString() : path + " → " + entry;
  }
}
