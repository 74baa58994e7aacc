package org.fovea.batch;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fovea.bundle.Manifest;
import org.fovea.common.Sha256;
import org.fovea.dicom.Study;

/** What makes two analyses the same: the images, by their UIDs, and the weights. */
public final class CaseKey {
  private CaseKey() {}

  /** SHA-256 over the sorted SOP Instance UIDs of a study's images, lower-case hexadecimal. */
  public static String images(Study study) {
    TreeSet<String> uids = new TreeSet<>();
    study.images().forEach(i -> uids.add(i.sopInstanceUid()));
    return Sha256.hex(String.join("\n", uids));
  }

  /**
   * SHA-256 over version, weights and configuration of a bundle; its card may change without
   * another answer.
   */
  public static String weights(Manifest manifest) {
    StringBuilder all = new StringBuilder(manifest.id()).append(' ').append(manifest.version());
    for (Map.Entry<String, String> file : new TreeMap<>(manifest.files()).entrySet()) {
      if (file.getKey().startsWith("models/") || file.getKey().startsWith("configs/")) {
        all.append('\n').append(file.getKey()).append(' ').append(file.getValue());
      }
    }
    return Sha256.hex(all.toString());
  }
}
