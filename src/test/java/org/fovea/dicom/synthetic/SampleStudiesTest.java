package org.fovea.dicom.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.common.Progress;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader.Outcome;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.assembly.StackVolumeReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleStudiesTest {
  private static final Path COMMITTED =
      Path.of(System.getProperty("fovea.basedir", ".")).resolve("sample-dicom");

  private static SyntheticScan first;
  private static SyntheticScan second;

  @TempDir Path folder;

  @BeforeAll
  static void computeOnce() {
    first = new SyntheticScan(Visit.FIRST);
    second = new SyntheticScan(Visit.SECOND);
  }

  @Test
  void writesTheCommittedFilesByteForByte() throws IOException {
    SampleStudies.write(folder);
    List<Path> written = images(folder);
    assertThat(written).hasSize(168).isEqualTo(images(COMMITTED));
    long total = 0;
    for (Path file : written) {
      assertThat(Files.mismatch(folder.resolve(file), COMMITTED.resolve(file)))
          .as(file.toString())
          .isEqualTo(-1);
      total += Files.size(folder.resolve(file));
    }
    assertThat(total).isLessThan(10_000_000);
  }

  private static List<Path> images(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".dcm"))
          .map(root::relativize)
          .filter(f -> !f.startsWith("biopsies"))
          .sorted()
          .toList();
    }
  }

  @Test
  void studiesAreWhatTheySayAndDecodeToWhatWasComputed() throws Exception {
    Outcome outcome =
        new FileStudyReader()
            .read(
                List.of(COMMITTED.resolve("2025-03-10"), COMMITTED.resolve("2026-03-09")),
                Progress.none());
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.studies())
        .extracting(Study::studyInstanceUid)
        .containsExactly(
            SampleStudies.studyInstanceUid(Visit.FIRST),
            SampleStudies.studyInstanceUid(Visit.SECOND));
    Study study = outcome.studies().getLast();
    assertThat(study.patient().name()).isEqualTo("SYNTHETIC^BRAIN");
    assertThat(study.date()).isEqualTo(Visit.SECOND.date());
    StackVolumeReader reader =
        new StackVolumeReader(new FilePixelReader(new DicomParser(new SourceOpener())));
    for (Sequence sequence : Sequence.values()) {
      Volume volume =
          reader.read(study.series().get(sequence.ordinal()).stacks().getFirst(), Progress.none());
      assertThat(volume.grid()).isEqualTo(second.grid());
      short[] computed = second.values(sequence);
      for (int i = 0; i < computed.length; i++) {
        if (volume.values()[i] != computed[i]) {
          assertThat(volume.values()[i]).as(sequence + " voxel " + i).isEqualTo(computed[i]);
        }
      }
    }
  }

  @Test
  void lesionLiesLeftAndGrowsAndShinesOnFlairAlone() {
    double before = first.truth().count() * first.grid().voxelMl();
    double after = second.truth().count() * second.grid().voxelMl();
    assertThat(before).isBetween(10.0, 25.0);
    assertThat(after).isGreaterThan(2 * before);
    Mask truth = second.truth();
    assertThat(truth.voxels().stream().mapToDouble(i -> x(second, i)).average().orElseThrow())
        .isGreaterThan(15);
    assertThat(ratioToMirror(second, Sequence.FLAIR)).isGreaterThan(1.4);
    assertThat(ratioToMirror(second, Sequence.T1)).isLessThan(0.9);
  }

  private static double x(SyntheticScan scan, int index) {
    return scan.grid().toPatient(index % scan.grid().columns(), 0, 0).x();
  }

  /** Mean of the lesion over that of the same place in the other hemisphere. */
  private static double ratioToMirror(SyntheticScan scan, Sequence sequence) {
    int columns = scan.grid().columns();
    short[] values = scan.values(sequence);
    double here =
        scan.truth().voxels().stream().mapToDouble(i -> values[i]).average().orElseThrow();
    double there =
        scan.truth().voxels().stream()
            .mapToDouble(i -> values[i - i % columns + columns - 1 - i % columns])
            .average()
            .orElseThrow();
    return here / there;
  }
}
