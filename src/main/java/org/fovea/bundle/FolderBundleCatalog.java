package org.fovea.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Sha256;
import org.fovea.common.Text;

/**
 * The bundles in folders: every subfolder with {@code configs/fovea.json}. A bundle is Fovea's own
 * where the checksum of that file is among those that the program was built with, since it names
 * the checksums of all others; any other bundle comes from elsewhere.
 */
public final class FolderBundleCatalog implements BundleCatalog {
  private static final Text TEXT = Text.of(FolderBundleCatalog.class);
  private static final String MANIFEST = "configs/fovea.json";
  private static final String MONAI = "configs/metadata.json";

  /** A description holds figures by patient, never images; a longer file is not one. */
  private static final long MAXIMUM_MANIFEST_BYTES = 16L << 20;

  private final ManifestReader reader = new ManifestReader(new ObjectMapper());
  private final List<Bundle> bundles = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> own;
  private final Set<String> agreed;

  /** As the other constructor, where the user has agreed to nothing yet. */
  public FolderBundleCatalog(List<Path> folders) {
    this(folders, Set.of());
  }

  /**
   * @param folders folders of bundle folders; those that do not exist are passed over
   * @param agreed SHA-256 of the manifests of bundles that the user has agreed to run
   */
  public FolderBundleCatalog(List<Path> folders, Set<String> agreed) {
    this.agreed = Set.copyOf(agreed);
    this.own = ownManifests();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> children = Files.list(folder)) {
        for (Path child : children.filter(Files::isDirectory).sorted().toList()) {
          add(child);
        }
      } catch (IOException e) {
        problems.add(
            new Problem(ErrorCode.NOT_ACCESSIBLE, folder.toString(), TEXT.get("folderUnreadable")));
      }
    }
  }

  private static Set<String> ownManifests() {
    Properties properties = new Properties();
    try (InputStream in = FolderBundleCatalog.class.getResourceAsStream("own.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Set.copyOf(properties.values().stream().map(Object::toString).toList());
  }

  private void add(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      if (Files.isRegularFile(folder.resolve(MONAI))) {
        problems.add(
            new Problem(ErrorCode.BUNDLE_INVALID, folder.toString(), TEXT.get("withoutManifest")));
      }
      return;
    }
    try {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(manifest)) {
        bytes = in.readNBytes((int) MAXIMUM_MANIFEST_BYTES + 1);
      }
      if (bytes.length > MAXIMUM_MANIFEST_BYTES) {
        throw new FoveaException(
            ErrorCode.BUNDLE_INVALID, manifest.toString(), TEXT.get("notJson"));
      }
      Manifest read = reader.read(manifest, bytes);
      String sha = HexFormat.of().formatHex(Sha256.digest().digest(bytes));
      boolean consent = agreed.contains(sha);
      String broken = broken(folder, read);
      Bundle.Trust trust =
          broken != null
              ? new Bundle.Trust.Broken(broken, consent)
              : own.contains(sha) ? new Bundle.Trust.Own() : new Bundle.Trust.Foreign(consent);
      if (broken != null) {
        problems.add(new Problem(ErrorCode.BUNDLE_INVALID, folder.toString(), broken));
      }
      if (find(read.id()).isPresent()) {
        problems.add(
            new Problem(ErrorCode.BUNDLE_INVALID, folder.toString(), TEXT.get("twice", read.id())));
        return;
      }
      bundles.add(new Bundle(folder, read, trust));
    } catch (FoveaException e) {
      problems.add(e.problem());
    } catch (IOException e) {
      problems.add(
          new Problem(ErrorCode.NOT_ACCESSIBLE, manifest.toString(), TEXT.get("unreadable")));
    }
  }

  /** Which file is missing or changed, in words; null where all checksums hold. */
  private static String broken(Path folder, Manifest manifest) throws IOException {
    Path root = folder.toRealPath();
    for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
      Path file;
      try {
        file = root.resolve(entry.getKey()).normalize();
      } catch (InvalidPathException e) {
        return TEXT.get("outside", entry.getKey());
      }
      if (!file.startsWith(root)) {
        return TEXT.get("outside", entry.getKey());
      }
      if (!Files.isRegularFile(file)) {
        return TEXT.get("missing", entry.getKey());
      }
      if (!file.toRealPath().startsWith(root)) {
        return TEXT.get("outside", entry.getKey());
      }
      if (!sha256(file).equalsIgnoreCase(entry.getValue())) {
        return TEXT.get("changed", entry.getKey());
      }
    }
    return manifest.files().containsKey(Bundle.NETWORK) ? null : TEXT.get("noNetwork");
  }

  /** SHA-256 of a file, lower-case hexadecimal. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public List<Bundle> bundles() {
    return List.copyOf(bundles);
  }

  @Override
  public List<Problem> problems() {
    return List.copyOf(problems);
  }
}
