package org.fovea.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fovea.bundle.Manifest;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;

/** What makes two analyses the same: the images, by their UIDs, and the weights. */
public final class CaseKey {
  private CaseKey() {}

  /** SHA-256 over the sorted SOP Instance UIDs of a study's images, lower-case hexadecimal. */
  public static String images(Study study) {
    TreeSet<String> uids = new TreeSet<>();
    for (Series series : study.series()) {
      for (Stack stack : series.stacks()) {
        for (Slice slice : stack.slices()) {
          uids.add(slice.instance().sopInstanceUid());
        }
      }
      for (SlideImage slide : series.slides()) {
        slide
            .levels()
            .forEach(level -> level.stream().map(Instance::sopInstanceUid).forEach(uids::add));
      }
    }
    return sha256(String.join("\n", uids));
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
    return sha256(all.toString());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
