package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.cli.Commands.Ran;
import org.fovea.common.Progress;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.testing.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fills while a command writes: it says so, and no broken file lies under a good name. */
class FullDiskTest {
  private static final Path SAMPLES = Commands.checkout().resolve("sample-dicom");

  @TempDir Path folder;

  /** Runs a command into a disk of so many kB, and looks at what is left. */
  private List<Path> fills(int kilobytes, String... words) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), kilobytes);
        Commands commands = new Commands(folder.resolve("own"), Commands.checkout())) {
      Object[] all =
          Stream.concat(
                  Stream.of(words), Stream.of("--output", disk.folder().resolve("out").toString()))
              .toArray();
      Ran ran = commands.run(all);
      assertThat(ran.status()).as(ran.err()).isEqualTo(1);
      assertThat(ran.err().lines())
          .singleElement()
          .asString()
          .startsWith(disk.folder().toString())
          .contains("No space left on device", "[F500]")
          .doesNotContain("Exception");
      List<Path> left = files(disk.folder());
      assertThat(left)
          .noneMatch(f -> f.getFileName().toString().startsWith("."))
          .noneMatch(f -> f.toString().endsWith(".part"));
      Path copy = Files.createDirectories(folder.resolve("left"));
      for (int i = 0; i < left.size(); i++) {
        Files.copy(left.get(i), copy.resolve(i + "-" + left.get(i).getFileName()));
      }
      return files(copy);
    }
  }

  @Test
  void exportOfValues() throws Exception {
    List<Path> left =
        fills(700, "export", "--format", "npy", SAMPLES.resolve("2025-03-10").toString());
    assertThat(left).isNotEmpty();
    long whole = Files.size(left.getFirst());
    assertThat(left).allSatisfy(f -> assertThat(Files.size(f)).isEqualTo(whole));
  }

  @Test
  void copiesWithoutNames() throws Exception {
    List<Path> left = fills(300, "deidentify", SAMPLES.resolve("2025-03-10").toString());
    assertThat(left).isNotEmpty();
    var read = new FileStudyReader().read(left, Progress.none());
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void resultsOfAnAnalysis() throws Exception {
    List<Path> left =
        fills(
            200,
            "analyze",
            "--bundle",
            "brain-mri-glioma",
            SAMPLES.resolve("2025-03-10").toString());
    // the three objects of a study appear together or not at all
    assertThat(left).noneMatch(f -> f.toString().endsWith(".dcm"));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
