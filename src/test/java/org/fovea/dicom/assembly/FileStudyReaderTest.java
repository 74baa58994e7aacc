package org.fovea.dicom.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.ErrorCode;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader.Outcome;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.imaging.volume.Volume;
import org.fovea.testing.DicomFixtures;
import org.fovea.testing.DicomFixtures.MrSeries;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStudyReaderTest {
  @TempDir Path folder;

  private Outcome read(Path... paths) {
    return new FileStudyReader().read(List.of(paths), Progress.none());
  }

  private List<Stack> stacks(Path path) {
    Outcome outcome = read(path);
    assertThat(outcome.problems()).isEmpty();
    return outcome.studies().getFirst().series().getFirst().stacks();
  }

  private static List<Integer> numbers(Stack stack) {
    return stack.slices().stream().map(s -> s.instance().instanceNumber()).toList();
  }

  @Test
  void axialSlicesRunFromFootToHeadWhateverTheirNumbers() throws IOException {
    new MrSeries()
        .positions(new double[] {-10, -20, 30}, new double[] {0, 0, -5})
        .write(folder.resolve("a/b/c"));
    Stack stack = stacks(folder).getFirst();
    assertThat(numbers(stack)).containsExactly(5, 4, 3, 2, 1);
    Grid grid = stack.grid();
    assertThat(grid.origin()).isEqualTo(new Vec3(-10, -20, 10));
    assertThat(grid.sliceAxis()).isEqualTo(new Vec3(0, 0, 1));
    assertThat(grid.sliceSpacingMm()).isEqualTo(5);
    assertThat(grid.columnSpacingMm()).isEqualTo(0.75);
    assertThat(grid.rowSpacingMm()).isEqualTo(0.5);
    assertThat(List.of(grid.columns(), grid.rows(), grid.slices())).containsExactly(8, 6, 5);
    assertThat(stack.remarks()).isEmpty();
  }

  @Test
  void sagittalSlicesRunToTheLeftAndCoronalOnesToTheBack() throws IOException {
    new MrSeries()
        .orientation(0, 1, 0, 0, 0, -1)
        .positions(new double[] {20, 0, 0}, new double[] {-4, 0, 0})
        .write(folder.resolve("sag"));
    new MrSeries()
        .study("2.25.7")
        .series("2.25.8")
        .orientation(1, 0, 0, 0, 0, -1)
        .positions(new double[] {0, 20, 0}, new double[] {0, -4, 0})
        .write(folder.resolve("cor"));
    Grid sagittal = stacks(folder.resolve("sag")).getFirst().grid();
    Grid coronal = stacks(folder.resolve("cor")).getFirst().grid();
    assertThat(sagittal.sliceAxis()).isEqualTo(new Vec3(1, 0, 0));
    assertThat(sagittal.origin().x()).isEqualTo(4);
    assertThat(coronal.sliceAxis()).isEqualTo(new Vec3(0, 1, 0));
    assertThat(coronal.origin().y()).isEqualTo(4);
    // Column × row points to the right in a standard sagittal image: index and hand differ.
    assertThat(sagittal.columnAxis().cross(sagittal.rowAxis()).dot(sagittal.sliceAxis()))
        .isEqualTo(-1);
    Vec3 p = sagittal.toPatient(2, 3, 1);
    assertThat(p).isEqualTo(new Vec3(8, 1.5, -1.5));
  }

  @Test
  void tiltedGantryGivesAShearedGrid() throws IOException {
    new MrSeries().positions(new double[] {0, 0, 0}, new double[] {0, 1, 4}).write(folder);
    Grid grid = stacks(folder).getFirst().grid();
    assertThat(grid.sliceSpacingMm()).isCloseTo(Math.sqrt(17), within(1e-9));
    assertThat(grid.toPatient(0, 0, 3).minus(new Vec3(0, 3, 12)).length()).isLessThan(1e-9);
    assertThat(grid.rowAxis().dot(grid.sliceAxis())).isCloseTo(1 / Math.sqrt(17), within(1e-9));
  }

  @Test
  void missingSliceIsSaidAndGivesNoVolume() throws IOException {
    List<Path> files = new MrSeries().slices(8).write(folder);
    Files.delete(files.get(3));
    Stack stack = stacks(folder).getFirst();
    assertThat(stack.grid()).isNull();
    assertThat(stack.slices()).hasSize(7);
    assertThat(stack.remarks()).hasSize(1).first().asString().startsWith("One slice is missing");
  }

  @Test
  void irregularDistancesGiveNoVolume() throws IOException {
    double[] z = {0, 5, 10, 16.5, 21, 26};
    new MrSeries()
        .slices(6)
        .change((k, a) -> a.setDouble(Tag.ImagePositionPatient, VR.DS, 0, 0, z[k]))
        .write(folder);
    Stack stack = stacks(folder).getFirst();
    assertThat(stack.grid()).isNull();
    assertThat(stack.remarks().getFirst()).startsWith("The distances between slices vary");
  }

  @Test
  void sameObjectTwiceIsLeftOutWithARemark() throws IOException {
    List<Path> files = new MrSeries().write(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    Files.copy(files.get(2), folder.resolve("b/copy"));
    Stack stack = stacks(folder).getFirst();
    assertThat(stack.slices()).hasSize(5);
    assertThat(stack.grid()).isNotNull();
    assertThat(stack.remarks().getFirst()).contains("there more than once");
  }

  @Test
  void samePixelsAtTheSamePlaceUnderAnotherUidAreLeftOut() throws IOException {
    new MrSeries().write(folder.resolve("a"));
    List<Path> again =
        new MrSeries()
            .change((k, a) -> a.setString(Tag.SOPInstanceUID, VR.UI, "2.25.77." + (k + 1)))
            .write(folder.resolve("b"));
    again.subList(1, 5).forEach(p -> p.toFile().delete());
    Stack stack = stacks(folder).getFirst();
    assertThat(stack.slices()).hasSize(5);
    assertThat(stack.grid()).isNotNull();
    assertThat(stack.remarks().getFirst()).contains("same pixels");
  }

  @Test
  void valuesOfDiffusionWeightingBecomeStacksOfTheirOwn() throws IOException {
    new MrSeries()
        .slices(12)
        .change(
            (k, a) -> {
              a.setDouble(Tag.ImagePositionPatient, VR.DS, 0, 0, 5.0 * (k / 3));
              a.setDouble(Tag.DiffusionBValue, VR.FD, new double[] {1000, 0, 500}[k % 3]);
              a.setInt(Tag.AcquisitionNumber, VR.IS, k + 1);
            })
        .write(folder);
    List<Stack> stacks = stacks(folder);
    assertThat(stacks).extracting(Stack::label).containsExactly("b=0", "b=500", "b=1000");
    assertThat(numbers(stacks.get(0))).containsExactly(2, 5, 8, 11);
    assertThat(stacks).allSatisfy(s -> assertThat(s.grid().slices()).isEqualTo(4));
    assertThat(stacks.get(1).slices().getFirst().label()).isEqualTo("b=500");
  }

  @Test
  void repetitionsWithoutAnyTagBecomeStacksInOrder() throws IOException {
    new MrSeries()
        .slices(8)
        .change((k, a) -> a.setDouble(Tag.ImagePositionPatient, VR.DS, 0, 0, 5.0 * (k % 4)))
        .write(folder);
    List<Stack> stacks = stacks(folder);
    assertThat(stacks).hasSize(2);
    assertThat(numbers(stacks.get(0))).containsExactly(1, 2, 3, 4);
    assertThat(numbers(stacks.get(1))).containsExactly(5, 6, 7, 8);
  }

  @Test
  void scoutsOfThreeDirectionsAreNeverOneVolume() throws IOException {
    double[][] directions = {{1, 0, 0, 0, 1, 0}, {0, 1, 0, 0, 0, -1}, {1, 0, 0, 0, 0, -1}};
    new MrSeries()
        .slices(3)
        .change(
            (k, a) -> {
              a.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "LOCALIZER");
              a.setDouble(Tag.ImageOrientationPatient, VR.DS, directions[k]);
            })
        .write(folder);
    List<Stack> stacks = stacks(folder);
    assertThat(stacks).hasSize(3).allSatisfy(s -> assertThat(s.grid()).isNull());
    assertThat(stacks).extracting(Stack::label).containsExactly("axial", "sagittal", "coronal");
  }

  @Test
  void withoutSpacingTheSlicesHaveNoPlaneAndTheirNumberCounts() throws IOException {
    new MrSeries().change((k, a) -> a.remove(Tag.PixelSpacing)).write(folder);
    Stack stack = stacks(folder).getFirst();
    assertThat(stack.grid()).isNull();
    assertThat(stack.slices()).extracting(Slice::plane).containsOnlyNulls();
    assertThat(numbers(stack)).containsExactly(1, 2, 3, 4, 5);
    assertThat(stack.remarks().getFirst()).contains("lengths are in pixels");
  }

  @Test
  void enhancedMultiFrameTakesItsPlanesFromTheFunctionalGroups() throws IOException {
    Attributes a =
        DicomFixtures.header("1.2.840.10008.5.1.4.1.1.4.1", "2.25.1", "2.25.2", "2.25.3");
    a.setString(Tag.Modality, VR.CS, "MR");
    a.setString(Tag.EchoPulseSequence, VR.CS, "SPIN");
    DicomFixtures.image(a, 4, 4, new byte[4 * 4 * 2 * 6]);
    a.setInt(Tag.NumberOfFrames, VR.IS, 6);
    Attributes shared = new Attributes();
    a.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(shared);
    macro(shared, Tag.PixelMeasuresSequence).setDouble(Tag.PixelSpacing, VR.DS, 2, 3);
    macro(shared, Tag.PlaneOrientationSequence)
        .setDouble(Tag.ImageOrientationPatient, VR.DS, 1, 0, 0, 0, 1, 0);
    macro(shared, Tag.MRTimingAndRelatedParametersSequence)
        .setDouble(Tag.RepetitionTime, VR.DS, 8000);
    Attributes modifier = macro(shared, Tag.MRModifierSequence);
    modifier.setString(Tag.InversionRecovery, VR.CS, "YES");
    modifier.setDouble(Tag.InversionTimes, VR.FD, 2200);
    Sequence perFrame = a.newSequence(Tag.PerFrameFunctionalGroupsSequence, 6);
    for (int f = 0; f < 6; f++) {
      Attributes groups = new Attributes();
      perFrame.add(groups);
      macro(groups, Tag.PlanePositionSequence)
          .setDouble(Tag.ImagePositionPatient, VR.DS, 1, 2, 30 - 10 * (f / 2));
      macro(groups, Tag.MREchoSequence).setDouble(Tag.EffectiveEchoTime, VR.FD, 20 + 80 * (f % 2));
    }
    DicomFixtures.write(folder.resolve("enhanced"), a);
    List<Stack> stacks = stacks(folder);
    assertThat(stacks).extracting(Stack::label).containsExactly("echo 20", "echo 100");
    assertThat(stacks.get(1).slices()).extracting(Slice::frameIndex).containsExactly(5, 3, 1);
    Grid grid = stacks.get(1).grid();
    assertThat(grid.origin()).isEqualTo(new Vec3(1, 2, 10));
    assertThat(grid.columnSpacingMm()).isEqualTo(3);
    var acquisition = read(folder).studies().getFirst().series().getFirst().acquisition();
    assertThat(acquisition.scanningSequence()).containsExactly("SE", "IR");
    assertThat(acquisition.inversionTimeMs()).isEqualTo(2200);
    assertThat(acquisition.repetitionTimeMs()).isEqualTo(8000);
    assertThat(acquisition.echoTimeMs()).isEqualTo(20);
  }

  private static Attributes macro(Attributes groups, int tag) {
    Attributes item = new Attributes();
    groups.newSequence(tag, 1).add(item);
    return item;
  }

  @Test
  void namesOfOtherScriptsAreReadByTheirCharacterSets() throws IOException {
    // Names of PS3.5 H.3.1 (ISO 2022) and, in Greek, of ISO_IR 126; written byte by byte.
    byte[] yamada = {
      'Y', 'a', 'm', 'a', 'd', 'a', '^', 'T', 'a', 'r', 'o', 'u', '=', 0x1b, 0x24, 0x42, 0x3b, 0x33,
      0x45, 0x44, 0x1b, 0x28, 0x42, '^', 0x1b, 0x24, 0x42, 0x42, 0x40, 0x4f, 0x3a, 0x1b, 0x28, 0x42
    };
    byte[] greek = {(byte) 0xC4, (byte) 0xE9, (byte) 0xEF, (byte) 0xED, (byte) 0xF5, (byte) 0xF3};
    named("2.25.11", yamada, "", "ISO 2022 IR 87");
    named("2.25.12", greek, "ISO_IR 126");
    named("2.25.13", "Διονυσ^Müller".getBytes("UTF-8"), "ISO_IR 192");
    assertThat(read(folder).studies())
        .extracting(s -> s.patient().name())
        .containsExactlyInAnyOrder("Yamada^Tarou=山田^太郎", "Διονυσ", "Διονυσ^Müller");
  }

  private void named(String study, byte[] name, String... characterSet) throws IOException {
    new MrSeries()
        .study(study)
        .series(study + ".1")
        .slices(1)
        .change(
            (k, a) -> {
              a.setString(Tag.SpecificCharacterSet, VR.CS, characterSet);
              a.setBytes(Tag.PatientName, VR.PN, name);
            })
        .write(folder.resolve(study));
  }

  @Test
  void resultsAreListedAndNotStacked() throws IOException {
    Attributes report =
        DicomFixtures.header(UID.Comprehensive3DSRStorage, "2.25.1", "2.25.5", "2.25.6");
    report.setString(Tag.Modality, VR.CS, "SR");
    report.setString(Tag.ContentDate, VR.DA, "20250103");
    report.setString(Tag.ContentTime, VR.TM, "0405");
    DicomFixtures.write(folder.resolve("sr"), report);
    Attributes segmentation =
        DicomFixtures.header(UID.SegmentationStorage, "2.25.1", "2.25.7", "2.25.8");
    segmentation.setString(Tag.Modality, VR.CS, "SEG");
    DicomFixtures.image(segmentation, 2, 2, new byte[8]);
    DicomFixtures.write(folder.resolve("seg"), segmentation);
    Study study = read(folder).studies().getFirst();
    assertThat(study.series()).hasSize(2);
    assertThat(study.series())
        .allSatisfy(
            s -> {
              assertThat(s.stacks()).isEmpty();
              assertThat(s.results()).hasSize(1);
            });
    assertThat(study.series().getFirst().results().getFirst().contentDateTime())
        .isEqualTo("20250103040500");
  }

  @Test
  void filmsTellWhetherTheirSpacingIsThatOfTheDetector() throws IOException {
    Attributes film =
        DicomFixtures.header(UID.ComputedRadiographyImageStorage, "2.25.1", "2.25.5", "2.25.6");
    film.setString(Tag.Modality, VR.CS, "CR");
    film.setDouble(Tag.ImagerPixelSpacing, VR.DS, 0.2, 0.2);
    DicomFixtures.image(film, 2, 2, new byte[8]);
    DicomFixtures.write(folder.resolve("film"), film);
    Stack stack = stacks(folder).getFirst();
    assertThat(stack.grid()).isNull();
    assertThat(stack.slices().getFirst().plane()).isNull();
    assertThat(stack.remarks().getFirst()).contains("0.2 × 0.2 mm", "at the detector");
  }

  @Test
  void directoryFileBesideItsFilesGivesEachOnce() throws IOException {
    new MrSeries().write(folder.resolve("DISC/IMAGES"));
    Path directory = folder.resolve("DISC/DICOMDIR");
    DicomFixtures.writeDirectory(
        directory,
        List.of(
            new String[] {"IMAGES", "IM0001"},
            new String[] {"IMAGES", "IM0002"},
            new String[] {"IMAGES", "IM0003"}));
    Stack whole = stacks(folder).getFirst();
    assertThat(whole.slices()).hasSize(5);
    assertThat(whole.remarks()).isEmpty();
    assertThat(stacks(directory).getFirst().slices()).hasSize(3);
  }

  @Test
  void directoryFileThatLeadsOutsideIsRefusedByName() throws IOException {
    new MrSeries().write(folder.resolve("outside"));
    Files.createDirectories(folder.resolve("disc"));
    new MrSeries().series("2.25.31").slices(1).write(folder.resolve("disc/IN"));
    Files.createSymbolicLink(folder.resolve("disc/LINK"), folder.resolve("outside"));
    Path directory = folder.resolve("disc/DICOMDIR");
    DicomFixtures.writeDirectory(
        directory,
        List.of(
            new String[] {"..", "outside", "IM0001"},
            new String[] {"LINK", "IM0002"},
            new String[] {"IN", "IM0001"},
            new String[] {"GONE"}));
    Outcome outcome = read(directory);
    assertThat(outcome.studies().getFirst().series()).hasSize(1);
    assertThat(outcome.problems())
        .extracting(Problem::code)
        .containsExactly(
            ErrorCode.OUTSIDE_FOLDER, ErrorCode.OUTSIDE_FOLDER, ErrorCode.NOT_ACCESSIBLE);
    assertThat(outcome.problems().getFirst().message()).contains("../outside/IM0001");
  }

  @Test
  void archiveIsReadButNeitherNestedNorLeadingOutside() throws IOException {
    List<Path> files = new MrSeries().write(folder.resolve("plain"));
    Path zip = folder.resolve("study.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Path file : files) {
        entry(out, "a/" + file.getFileName(), Files.readAllBytes(file));
      }
      entry(out, "../evil", Files.readAllBytes(files.getFirst()));
      entry(out, "inner.zip", new byte[] {'P', 'K', 3, 4});
      entry(out, "README", "words".getBytes());
    }
    Outcome outcome = read(zip);
    assertThat(outcome.studies().getFirst().series().getFirst().stacks().getFirst().grid().slices())
        .isEqualTo(5);
    assertThat(outcome.problems())
        .extracting(Problem::code)
        .containsExactly(ErrorCode.OUTSIDE_FOLDER, ErrorCode.UNSUPPORTED);
    Stack stack = outcome.studies().getFirst().series().getFirst().stacks().getFirst();
    assertThatVolumeHolds(stack);
  }

  private static void assertThatVolumeHolds(Stack stack) {
    Volume volume;
    try {
      volume =
          new StackVolumeReader(new FilePixelReader(new DicomParser(new SourceOpener())))
              .read(stack, Progress.none());
    } catch (org.fovea.common.FoveaException e) {
      throw new AssertionError(e);
    }
    assertThat(volume.values()[volume.grid().index(3, 2, 4)]).isEqualTo(4023);
    assertThat(volume.values()[volume.grid().index(7, 5, 0)]).isEqualTo(57);
  }

  @Test
  void bombIsRefused() throws IOException {
    Path zip = folder.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("bomb.dcm"));
      byte[] head = new byte[132];
      System.arraycopy("DICM".getBytes(), 0, head, 128, 4);
      out.write(head);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 40; i++) {
        out.write(zeros);
      }
      out.closeEntry();
    }
    Outcome outcome = read(zip);
    assertThat(outcome.studies()).isEmpty();
    assertThat(outcome.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
              assertThat(p.source()).endsWith("bomb.zip → bomb.dcm");
            });
  }

  private static void entry(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  @Test
  void filesThatAreNotDicomMatterOnlyWhereNamed() throws IOException {
    new MrSeries().write(folder);
    Path words = Files.writeString(folder.resolve("README"), "These are words, not an image.");
    Path nothing = Files.createFile(folder.resolve("nothing"));
    Files.createFile(folder.resolve("empty.dcm"));
    Outcome all = read(folder);
    assertThat(all.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.source()).endsWith("empty.dcm"));
    Outcome named = read(words, nothing, folder.resolve("absent"));
    assertThat(named.problems())
        .extracting(Problem::code)
        .containsExactlyInAnyOrder(
            ErrorCode.NOT_DICOM, ErrorCode.NOT_DICOM, ErrorCode.NOT_ACCESSIBLE);
  }

  @Test
  void folderWithoutDicomIsSaid() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    assertThat(read(folder.resolve("empty")).problems())
        .singleElement()
        .extracting(Problem::code)
        .isEqualTo(ErrorCode.NOT_DICOM);
  }

  @Test
  void cutFileIsOneProblemAndTheOthersAreRead() throws IOException {
    List<Path> files = new MrSeries().write(folder);
    byte[] bytes = Files.readAllBytes(files.get(1));
    Files.write(files.get(1), java.util.Arrays.copyOf(bytes, bytes.length - 20));
    Outcome outcome = read(folder);
    assertThat(outcome.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.code()).isEqualTo(ErrorCode.DAMAGED);
              assertThat(p.source()).endsWith("IM0002");
            });
    assertThat(outcome.studies().getFirst().series().getFirst().stacks().getFirst().slices())
        .hasSize(4);
  }

  @Test
  void folderWithoutRightsIsOneProblem() throws IOException {
    new MrSeries().write(folder.resolve("open"));
    Path closed = Files.createDirectories(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(
        Files.isReadable(closed), "skipped: this user may read everything (root)");
    Outcome outcome = read(folder);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertThat(outcome.problems())
        .singleElement()
        .extracting(Problem::code)
        .isEqualTo(ErrorCode.NOT_ACCESSIBLE);
    assertThat(outcome.studies()).hasSize(1);
  }

  @Test
  void loopOfLinksEnds() throws IOException {
    new MrSeries().write(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/back"), folder);
    assertThat(stacks(folder).getFirst().slices()).hasSize(5);
  }

  @Test
  void manyFilesAndCancelling() throws IOException {
    new MrSeries().slices(5000).matrix(1, 1).write(folder);
    assertThat(stacks(folder).getFirst().grid().slices()).isEqualTo(5000);
    Progress stop =
        new Progress() {
          private volatile boolean stopped;

          @Override
          public void report(double fraction, String message) {
            stopped = fraction > 0.01;
          }

          @Override
          public boolean cancelled() {
            return stopped;
          }
        };
    assertThatThrownBy(() -> new FileStudyReader().read(List.of(folder), stop))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void volumesAndSeriesForAnalysis() throws Exception {
    new MrSeries().write(folder);
    Study study = read(folder).studies().getFirst();
    List<ImageSeries> series =
        new ImageSeriesFactory(
                new StackVolumeReader(new FilePixelReader(new DicomParser(new SourceOpener()))))
            .of(study);
    assertThat(series).hasSize(1);
    assertThat(series.getFirst().slices()).isEqualTo(5);
    Volume volume = series.getFirst().loader().load(Progress.none());
    assertThat(volume.values()[volume.grid().index(1, 4, 2)]).isEqualTo(2041);
  }

  @Test
  void sourcesOfOpenerHaveRandomAccessInMemoryAndOnDisk() throws Exception {
    byte[] content = new byte[5000];
    new java.util.Random(1).nextBytes(content);
    Path zip = folder.resolve("x.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      entry(out, "x", content);
    }
    for (int memory : new int[] {100, 1 << 20}) {
      SourceOpener opener =
          new SourceOpener(new SourceOpener.Limits(10_000, 1000, 1 << 20, 10, memory));
      try (var channel = opener.openChannel(new Source(zip, "x"))) {
        assertThat(channel.size()).isEqualTo(5000);
        channel.position(4321);
        var buffer = java.nio.ByteBuffer.allocate(10);
        channel.read(buffer);
        assertThat(buffer.array()).isEqualTo(java.util.Arrays.copyOfRange(content, 4321, 4331));
      }
    }
  }

  @Test
  void realStudiesHaveTheirGrids() {
    Path data = SharedData.folder("brain-lgg-dicom");
    Outcome outcome = read(data);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.studies()).hasSize(6);
    for (Study study : outcome.studies()) {
      assertThat(study.series()).hasSize(3);
      for (var series : study.series()) {
        Grid grid = series.stacks().getFirst().grid();
        assertThat(grid.columnSpacingMm()).isEqualTo(0.9375);
        assertThat(grid.rowSpacingMm()).isEqualTo(0.9375);
        assertThat(grid.sliceSpacingMm()).isCloseTo(5, within(1e-6));
        assertThat(grid.sliceAxis().z()).isCloseTo(1, within(1e-9));
      }
    }
  }

  /**
   * The reference masks count z towards the head: tissue in them is brighter on FLAIR than around.
   */
  @Test
  void slicesOfRealStudiesAreInTheOrderOfTheirMasks() throws Exception {
    Path patient = SharedData.folder("brain-lgg-dicom").resolve("TCGA_DU_6401_19831001");
    Stack stack =
        read(patient).studies().getFirst().series().stream()
            .filter(s -> s.description().contains("FLAIR"))
            .findFirst()
            .orElseThrow()
            .stacks()
            .getFirst();
    Volume volume =
        new StackVolumeReader(new FilePixelReader(new DicomParser(new SourceOpener())))
            .read(stack, Progress.none());
    byte[] mask = firstArray(patient.resolve("mask.npz"), volume.values().length);
    int slice = volume.grid().columns() * volume.grid().rows();
    double[] sum = new double[2];
    int count = 0;
    for (int v = 0; v < mask.length; v++) {
      if (mask[v] != 0) {
        int flipped = (volume.grid().slices() - 1 - v / slice) * slice + v % slice;
        sum[0] += volume.values()[v];
        sum[1] += volume.values()[flipped];
        count++;
      }
    }
    assertThat(count).isPositive();
    assertThat(sum[0]).isGreaterThan(1.3 * sum[1]);
  }

  /** The bytes of the first array of an {@code .npz}: the end of the entry, after its header. */
  private static byte[] firstArray(Path file, int length) throws IOException {
    try (var zip = new java.util.zip.ZipFile(file.toFile())) {
      byte[] all = zip.getInputStream(zip.entries().nextElement()).readAllBytes();
      return java.util.Arrays.copyOfRange(all, all.length - length, all.length);
    }
  }
}
