package org.fovea.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.common.FoveaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a bundle whose name was changed, so that it comes from elsewhere. */
class AgreementsTest {
  @TempDir Path folder;
  private Path copy;
  private Agreements agreements;

  @BeforeEach
  void copy() throws IOException {
    Path own = Path.of(System.getProperty("fovea.basedir", ".")).resolve("models/brain-mri-glioma");
    copy = folder.resolve("models/mine");
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(own.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Path manifest = copy.resolve("configs/fovea.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"brain-mri-glioma\"", "\"mine\""));
    agreements = new Agreements(folder.resolve("data/agreed-bundles"));
  }

  private Bundle mine() {
    return new FolderBundleCatalog(List.of(folder.resolve("models")), agreements.agreed())
        .find("mine")
        .orElseThrow();
  }

  @Test
  void whatComesFromElsewhereRunsOnlyAfterAgreement() throws Exception {
    assertThat(mine().runnable()).isFalse();
    agreements.agree(mine());
    assertThat(mine().runnable()).isTrue();
    assertThat(mine().trust()).isEqualTo(new Bundle.Trust.Foreign(true));
  }

  @Test
  void aChangedManifestIsAnotherBundle() throws Exception {
    agreements.agree(mine());
    Path manifest = copy.resolve("configs/fovea.json");
    Files.writeString(manifest, Files.readString(manifest).replace("Research:", "Otherwise:"));
    assertThat(mine().runnable()).isFalse();
  }

  @Test
  void aBrokenBundleCannotBeAgreedTo() throws Exception {
    Files.write(copy.resolve("models/model.ts"), new byte[] {1}, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> agreements.agree(mine())).isInstanceOf(FoveaException.class);
    assertThat(agreements.agreed()).isEmpty();
  }

  @Test
  void nonsenseInTheFileIsPassedOver() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/agreed-bundles"), "yes\n\n");
    assertThat(agreements.agreed()).isEmpty();
  }
}
