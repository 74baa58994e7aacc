package org.fovea.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fovea.common.ErrorCode;
import org.fovea.common.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderBundleCatalogTest {
  private static final Path OWN =
      Path.of(System.getProperty("fovea.basedir", "."), "models", "brain-mri-glioma");

  @TempDir Path models;
  private Path bundle;

  @BeforeEach
  void copy() throws IOException {
    bundle = models.resolve("brain-mri-glioma");
    try (Stream<Path> all = Files.walk(OWN)) {
      for (Path p : all.toList()) {
        Path to = bundle.resolve(OWN.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(to);
        } else {
          Files.copy(p, to);
        }
      }
    }
  }

  private FolderBundleCatalog catalog() {
    return new FolderBundleCatalog(List.of(models));
  }

  private void edit(Consumer<ObjectNode> change) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path manifest = bundle.resolve("configs/fovea.json");
    ObjectNode root = (ObjectNode) json.readTree(manifest.toFile());
    change.accept(root);
    Files.write(manifest, json.writeValueAsBytes(root));
  }

  private Problem only() {
    FolderBundleCatalog catalog = catalog();
    assertThat(catalog.problems()).hasSize(1);
    return catalog.problems().getFirst();
  }

  @Test
  void whatComesWithFoveaIsItsOwnWhereverItIsInstalled() {
    FolderBundleCatalog catalog = catalog();
    assertThat(catalog.problems()).isEmpty();
    Bundle own = catalog.find("brain-mri-glioma").orElseThrow();
    assertThat(own.trust()).isEqualTo(new Bundle.Trust.Own());
    assertThat(own.runnable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"models/model.ts", "LICENSE", "golden/network-output.npy"})
  void oneChangedByteIsFoundAndItsFileNamed(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(bundle.resolve(file));
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle.resolve(file), bytes);
    Bundle broken = catalog().find("brain-mri-glioma").orElseThrow();
    assertThat(broken.runnable()).isFalse();
    assertThat(broken.trust())
        .isInstanceOfSatisfying(
            Bundle.Trust.Broken.class, b -> assertThat(b.reason()).contains(file));
    assertThat(only().code()).isEqualTo(ErrorCode.BUNDLE_INVALID);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(bundle.resolve("golden/study-t1.npy"));
    assertThat(only().message()).contains("golden/study-t1.npy");
  }

  @Test
  void aChangedDescriptionMakesTheBundleForeignUntilTheUserAgrees() throws IOException {
    edit(root -> root.put("operatingThreshold", 0.01));
    Bundle foreign = catalog().find("brain-mri-glioma").orElseThrow();
    assertThat(foreign.trust()).isEqualTo(new Bundle.Trust.Foreign(false));
    assertThat(foreign.runnable()).isFalse();
    String sha = FolderBundleCatalog.sha256(bundle.resolve("configs/fovea.json"));
    Bundle agreed = new FolderBundleCatalog(List.of(models), Set.of(sha)).bundles().getFirst();
    assertThat(agreed.runnable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secret.txt", "/etc/passwd", "models/../../x", "a\u0000b"})
  void namesThatLeaveTheFolderAreRefused(String name) throws IOException {
    edit(root -> ((ObjectNode) root.get("files")).put(name, "00"));
    Bundle broken = catalog().find("brain-mri-glioma").orElseThrow();
    assertThat(broken.runnable()).isFalse();
    assertThat(broken.trust()).isInstanceOf(Bundle.Trust.Broken.class);
  }

  @Test
  void aLinkThatLeavesTheFolderIsRefused() throws IOException {
    Path outside = Files.write(models.resolve("outside.txt"), new byte[] {1, 2, 3});
    Files.createSymbolicLink(bundle.resolve("link.txt"), outside);
    String sha = FolderBundleCatalog.sha256(outside);
    edit(root -> ((ObjectNode) root.get("files")).put("link.txt", sha));
    assertThat(only().message()).contains("link.txt").contains("outside");
  }

  @Test
  void aBundleWithoutFoveasDescriptionIsListedWithTheReason() throws IOException {
    Files.delete(bundle.resolve("configs/fovea.json"));
    assertThat(catalog().bundles()).isEmpty();
    assertThat(only().message()).contains("configs/fovea.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "\"text\"",
        "{}",
        "{\"schema\":\"fovea.bundle/1\"}",
        "{\"schema\":\"fovea.bundle/2\",\"id\":\"x\"}",
        "{\"schema\":\"fovea.bundle/1\",\"id\":\"x\",\"version\":\"1\",\"name\":\"n\",\"validation\":\"v\",\"appliesTo\":7,\"network\":{}}",
        "{\"schema\":\"fovea.bundle/1\",\"id\":\"x\",\"version\":\"1\",\"name\":\"n\",\"validation\":\"v\",\"appliesTo\":{},\"network\":{}}"
      })
  void aDescriptionThatMakesNoSenseIsOneProblem(String text) throws IOException {
    Files.writeString(bundle.resolve("configs/fovea.json"), text);
    assertThat(catalog().bundles()).isEmpty();
    Problem problem = only();
    assertThat(problem.code()).isEqualTo(ErrorCode.BUNDLE_INVALID);
    assertThat(problem.source()).contains("brain-mri-glioma");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"outputs", "files", "appliesTo", "network", "preprocessing", "postprocessing"})
  void aDescriptionThatLacksAPartIsOneProblemAndDoesNotStopTheOthers(String key)
      throws IOException {
    Path whole = models.resolve("whole");
    Files.createDirectories(whole.resolve("configs"));
    Files.copy(bundle.resolve("configs/fovea.json"), whole.resolve("configs/fovea.json"));
    edit(root -> root.remove(key));
    assertThat(catalog().problems()).anySatisfy(p -> assertThat(p.message()).contains(key));
    assertThat(catalog().problems()).anySatisfy(p -> assertThat(p.source()).contains("whole"));
  }

  @Test
  void aDescriptionOfAbsurdLengthIsNotRead() throws IOException {
    try (var file =
        new java.io.RandomAccessFile(bundle.resolve("configs/fovea.json").toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertThat(only().code()).isEqualTo(ErrorCode.BUNDLE_INVALID);
  }
}
