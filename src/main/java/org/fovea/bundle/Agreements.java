package org.fovea.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.common.WholeFile;

/**
 * The bundles from elsewhere that the user has agreed to run, by the SHA-256 of their manifests: a
 * manifest names the checksums of all other files, so that a changed bundle is another one.
 */
public final class Agreements {
  private static final Text TEXT = Text.of(Agreements.class);
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private final Path file;

  /**
   * @param file one checksum a line; need not be there
   */
  public Agreements(Path file) {
    this.file = file;
  }

  /** What has been agreed to; nothing where the file is not there or cannot be read. */
  public Set<String> agreed() {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return Set.copyOf(
          lines.map(String::strip).filter(l -> SHA_256.matcher(l).matches()).distinct().toList());
    } catch (IOException | java.io.UncheckedIOException e) {
      return Set.of();
    }
  }

  /**
   * Agrees to a bundle whose checksums hold.
   *
   * @throws FoveaException BUNDLE_INVALID if they do not; WRITE_FAILED if it cannot be recorded
   */
  public void agree(Bundle bundle) throws FoveaException {
    if (bundle.trust() instanceof Bundle.Trust.Broken(String reason, boolean consent)) {
      throw new FoveaException(
          ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), TEXT.get("agree.broken", reason));
    }
    try {
      Set<String> all = new LinkedHashSet<>(agreed());
      all.add(FolderBundleCatalog.sha256(bundle.folder().resolve("configs/fovea.json")));
      Files.createDirectories(file.toAbsolutePath().getParent());
      WholeFile.write(
          file, out -> out.write((String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED, file.toString(), TEXT.get("agree.failed"), e);
    }
  }
}
