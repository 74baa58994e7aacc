package org.fovea.dicom.deidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.deidentify.Deidentifier.Outcome;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.testing.DicomFixtures;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeidentifierTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("fovea.basedir", "."), "sample-dicom");
  private static final Path DCIODVFY = Path.of("/usr/bin/dciodvfy");

  @TempDir Path folder;

  private static Deidentifier deidentifier(DateRule dates, boolean seen) {
    return new Deidentifier(new SourceOpener(), Pseudonyms.random(), dates, seen, "Fovea test");
  }

  /** Everything that is personal, in a place where it is easily forgotten. */
  private Path talkative() throws IOException {
    return new DicomFixtures.MrSeries()
        .slices(1)
        .change(
            (k, a) -> {
              a.setString(Tag.PatientName, VR.PN, "Quxley^Zebedee");
              a.setString(Tag.PatientID, VR.LO, "MRN4711-77");
              a.setString(Tag.PatientBirthDate, VR.DA, "19610203");
              a.setString(Tag.OtherPatientNames, VR.PN, "Quxley^Zeb");
              a.setString(Tag.SeriesDescription, VR.LO, "for Dr Quxley");
              a.setString(Tag.ManufacturerModelName, VR.LO, "scanner of ZEBEDEE, room 2");
              a.setString(Tag.AcquisitionDate, VR.DA, "20250102");
              a.setString(Tag.AcquisitionDateTime, VR.DT, "20250102101112.5+0100");
              a.setString("ACME", 0x00091001, VR.LO, "Quxley^Zebedee");
              a.setBytes(0x60003000, VR.OW, new byte[8]);
              a.setString(0x60000022, VR.LO, "Quxley");
              a.setBytes(0x50003000, VR.OW, new byte[8]);
              Attributes request = new Attributes();
              request.setString(Tag.RequestedProcedureID, VR.SH, "RP-99");
              a.newSequence(Tag.RequestAttributesSequence, 1).add(request);
              Attributes image = new Attributes();
              image.setString(Tag.ReferencedSOPClassUID, VR.UI, UID.MRImageStorage);
              image.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "2.25.77.1");
              image.setString("ACME", 0x00091002, VR.LO, "deep Quxley");
              a.newSequence(Tag.ReferencedImageSequence, 1).add(image);
              Attributes source = new Attributes();
              Attributes purpose = new Attributes();
              purpose.setString(Tag.CodeMeaning, VR.LO, "as Quxley asked");
              source.newSequence(Tag.PurposeOfReferenceCodeSequence, 1).add(purpose);
              a.newSequence(Tag.SourceImageSequence, 1).add(source);
            })
        .write(folder.resolve("in"))
        .getFirst();
  }

  @Test
  void nothingPersonalIsLeftAndImagesStay() throws Exception {
    Path in = talkative();
    Path out = written(deidentifier(DateRule.REMOVE, false), in);
    Attributes copy = read(out);
    List<String> all = new ArrayList<>();
    walk(copy, (tag, value) -> all.add(value));
    assertThat(all)
        .noneMatch(v -> v.toLowerCase().contains("quxley") || v.toLowerCase().contains("zebedee"))
        // identifiers made anew hold any digits by chance
        .filteredOn(v -> !v.startsWith("2.25."))
        .noneMatch(v -> v.contains("4711") || v.contains("1961") || v.contains("2025"));
    assertThat(all)
        // the old ones whole, or with another component: new ones may begin with the same digits
        .noneMatch(v -> v.matches("2\\.25\\.[12]000(\\..*)?"))
        .noneMatch(v -> v.contains("RP-99"));
    for (int tag : copy.tags()) {
      assertThat(tag >>> 16 & 1).as("private group of %08X", tag).isZero();
      assertThat(tag >>> 24).as("curve or overlay %08X", tag).isNotIn(0x50, 0x60);
    }
    assertThat(copy.getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
    assertThat(copy.getString(Tag.LongitudinalTemporalInformationModified)).isEqualTo("REMOVED");
    assertThat(codes(copy)).containsExactly("113100");
    assertThat(copy.getString(Tag.PatientID)).matches("P-[A-Z2-9]{10}");
    assertThat(copy.getString(Tag.PatientName))
        .isEqualTo(copy.getString(Tag.PatientID) + "^Anonymous");
    assertThat(copy.getString(Tag.StudyDate)).isNull();
    assertThat(copy.contains(Tag.StudyDate)).isTrue();
    assertThat(
            copy.getNestedDataset(Tag.ReferencedImageSequence).getString(Tag.ReferencedSOPClassUID))
        .isEqualTo(UID.MRImageStorage);
    assertThat(out.getFileName().toString()).isEqualTo(copy.getString(Tag.SOPInstanceUID) + ".dcm");
    assertThat(copy.getDoubles(Tag.ImagePositionPatient)).containsExactly(-10, -20, -30);
    assertThat(copy.getBytes(Tag.PixelData)).isEqualTo(read(in).getBytes(Tag.PixelData));
  }

  @Test
  void samplesAreCleanAndUnchangedInTheirPixels() throws Exception {
    checkAll(SAMPLES, 150);
  }

  @Test
  void corpusIsCleanAndUnchangedInItsPixels() throws Exception {
    checkAll(SharedData.folder("dicom-corpus"), 100);
  }

  private void checkAll(Path input, int atLeast) throws Exception {
    Deidentifier deidentifier = deidentifier(DateRule.REMOVE, true);
    DicomParser parser = new DicomParser(new SourceOpener());
    List<Path> files;
    try (Stream<Path> all = Files.walk(input)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    int checked = 0;
    for (Path file : files) {
      DicomFile original;
      Path out;
      try {
        original = parser.parse(Source.file(file));
        if (!(deidentifier.write(Source.file(file), folder.resolve("out"))
            instanceof Outcome.Written(Path f))) {
          continue;
        }
        out = f;
      } catch (FoveaException e) {
        assertThat(e.code()).isIn(ErrorCode.NOT_DICOM, ErrorCode.DAMAGED, ErrorCode.UNSUPPORTED);
        continue;
      }
      DicomFile copy = parser.parse(Source.file(out));
      Set<String> personal = personal(original.dataset());
      walk(
          copy.dataset(),
          (tag, value) ->
              assertThat(personal)
                  .as("%08X of the copy of %s", tag, file)
                  .doesNotContain(value.strip()));
      assertThat(pixels(parser, copy, length(original)))
          .as("pixels of %s", file)
          .isEqualTo(pixels(parser, original, length(original)));
      for (int tag : new int[] {Tag.Rows, Tag.Columns, Tag.BitsStored, Tag.NumberOfFrames}) {
        assertThat(copy.dataset().getInt(tag, -1)).isEqualTo(original.dataset().getInt(tag, -1));
      }
      if (original.inflated() == null) {
        assertThat(copy.transferSyntaxUid()).isEqualTo(original.transferSyntaxUid());
      }
      checked++;
    }
    assertThat(checked).isGreaterThan(atLeast);
  }

  /** No object is less valid than the one it was made from. */
  @Test
  void theCheckerFindsNoNewError() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(DCIODVFY), "skipped: dciodvfy is not installed (Debian: dicom3tools)");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(SAMPLES)) {
      files.addAll(all.filter(p -> p.toString().endsWith(".dcm")).sorted().toList());
    }
    Path corpus = corpusOrNull();
    if (corpus != null) {
      try (Stream<Path> all = Files.walk(corpus)) {
        files.addAll(all.filter(Files::isRegularFile).sorted().toList());
      }
    }
    Deidentifier deidentifier = deidentifier(DateRule.SHIFT, true);
    Map<Path, Set<String>> worse = new HashMap<>();
    int checked = 0;
    for (int i = 0; i < files.size(); i += files.get(i).startsWith(SAMPLES) ? 12 : 1) {
      Outcome outcome;
      try {
        outcome = deidentifier.write(Source.file(files.get(i)), folder.resolve("out"));
      } catch (FoveaException e) {
        continue;
      }
      if (outcome instanceof Outcome.Written(Path copy)) {
        if (files.get(i).toString().matches(".*([.]zst|_dfl[^/]*)")) {
          continue; // the checker cannot read the original
        }
        Set<String> errors = errors(copy);
        errors.removeAll(errors(files.get(i)));
        if (!errors.isEmpty()) {
          worse.put(files.get(i), errors);
        }
        checked++;
      }
    }
    assertThat(worse).isEmpty();
    assertThat(checked).isGreaterThan(10);
  }

  @Test
  void datesAreMovedByTheSameDaysForAllImagesOfAPatient() throws Exception {
    Deidentifier deidentifier = deidentifier(DateRule.SHIFT, false);
    Path first =
        new DicomFixtures.MrSeries()
            .study("2.25.1")
            .series("2.25.2")
            .slices(1)
            .change((k, a) -> a.setString(Tag.StudyDate, VR.DA, "20240131"))
            .write(folder.resolve("a"))
            .getFirst();
    Path second =
        new DicomFixtures.MrSeries()
            .study("2.25.3")
            .series("2.25.4")
            .slices(1)
            .change(
                (k, a) -> {
                  a.setString(Tag.StudyDate, VR.DA, "20240301");
                  a.setString(Tag.AcquisitionDateTime, VR.DT, "20240301101500.25+0100");
                  a.setString(Tag.PatientBirthDate, VR.DA, "19500101");
                })
            .write(folder.resolve("b"))
            .getFirst();
    Attributes one = read(written(deidentifier, first));
    Attributes two = read(written(deidentifier, second));
    java.time.LocalDate a = day(one.getString(Tag.StudyDate));
    java.time.LocalDate b = day(two.getString(Tag.StudyDate));
    assertThat(java.time.temporal.ChronoUnit.DAYS.between(a, b)).isEqualTo(30); // a leap year
    assertThat(a).isBefore(java.time.LocalDate.of(2024, 1, 31));
    assertThat(two.getString(Tag.AcquisitionDateTime))
        .isEqualTo(two.getString(Tag.StudyDate) + "101500.25");
    assertThat(two.getString(Tag.PatientBirthDate)).isNull();
    assertThat(one.getString(Tag.PatientID)).isEqualTo(two.getString(Tag.PatientID));
    assertThat(two.getString(Tag.LongitudinalTemporalInformationModified)).isEqualTo("MODIFIED");
    assertThat(codes(two)).containsExactly("113100", "113107");
  }

  private static java.time.LocalDate day(String date) {
    return java.time.LocalDate.parse(date, java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
  }

  @Test
  void whatMayBeWrittenOnIsRefusedUnlessSeen() throws Exception {
    record Case(String sopClass, String burnedIn, boolean refused) {}
    List<Case> cases =
        List.of(
            new Case(UID.MRImageStorage, null, false),
            new Case(UID.MRImageStorage, "NO", false),
            new Case(UID.MRImageStorage, "YES", true),
            new Case(UID.SecondaryCaptureImageStorage, null, true),
            new Case(UID.SecondaryCaptureImageStorage, "NO", false),
            new Case("1.2.840.10008.5.1.4.1.1.6.1", null, true),
            new Case("1.2.840.10008.5.1.4.1.1.3.1", null, true));
    for (int i = 0; i < cases.size(); i++) {
      Case c = cases.get(i);
      Path in =
          new DicomFixtures.MrSeries()
              .series("2.25.5." + i)
              .slices(1)
              .change(
                  (k, a) -> {
                    a.setString(Tag.SOPClassUID, VR.UI, c.sopClass());
                    if (c.burnedIn() != null) {
                      a.setString(Tag.BurnedInAnnotation, VR.CS, c.burnedIn());
                    }
                  })
              .write(folder.resolve("in" + i))
              .getFirst();
      if (c.refused()) {
        assertThatThrownBy(() -> written(deidentifier(DateRule.REMOVE, false), in))
            .as("%s", c)
            .isInstanceOfSatisfying(
                FoveaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        assertThat(written(deidentifier(DateRule.REMOVE, true), in)).exists();
      } else {
        assertThat(written(deidentifier(DateRule.REMOVE, false), in)).exists();
      }
    }
  }

  @Test
  void labelsOfSlidesAreLeftOutAndNothingIsOverwritten() throws Exception {
    Path label =
        new DicomFixtures.MrSeries()
            .slices(1)
            .change(
                (k, a) -> {
                  a.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.77.1.6");
                  a.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "LABEL", "NONE");
                })
            .write(folder.resolve("label"))
            .getFirst();
    Deidentifier deidentifier = deidentifier(DateRule.REMOVE, true);
    assertThat(deidentifier.write(Source.file(label), folder.resolve("out")))
        .isInstanceOf(Outcome.LeftOut.class);
    Path image = new DicomFixtures.MrSeries().slices(1).write(folder.resolve("im")).getFirst();
    Path copy = written(deidentifier, image);
    Files.writeString(copy, "kept");
    assertThat(deidentifier.write(Source.file(image), folder.resolve("out")))
        .isInstanceOf(Outcome.LeftOut.class);
    assertThat(copy).hasContent("kept");
    assertThat(written(deidentifier(DateRule.REMOVE, true), image)).isNotEqualTo(copy);
    try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
      assertThat(all.filter(p -> p.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void theTableKnowsWhatTheToolkitsOwnListKnows() throws Exception {
    ConfidentialityTable table = ConfidentialityTable.read();
    Class<?> other = Class.forName("org.aoju.bus.image.builtin.DeIdentifier");
    int compared = 0;
    for (var field : other.getDeclaredFields()) {
      if (field.getType() == int[].class
          && java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        for (int tag : (int[]) field.get(null)) {
          assertThat(table.action(tag, false))
              .as("%08X, %s there", tag, field.getName())
              .isNotEqualTo(ConfidentialityTable.Action.NOT_NAMED);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(250);
  }

  private Path written(Deidentifier deidentifier, Path in) throws FoveaException {
    return ((Outcome.Written) deidentifier.write(Source.file(in), folder.resolve("out"))).file();
  }

  private static Path corpusOrNull() {
    try {
      return SharedData.folder("dicom-corpus");
    } catch (org.opentest4j.TestAbortedException e) {
      return null;
    }
  }

  /** By the toolkit's own reader, not by the one under test. */
  private static Attributes read(Path file) throws IOException {
    try (ImageInputStream in = new ImageInputStream(file.toFile())) {
      in.setIncludeBulkData(ImageInputStream.IncludeBulkData.YES);
      return in.readDataset(-1, -1);
    }
  }

  private static List<String> codes(Attributes a) {
    return a.getSequence(Tag.DeidentificationMethodCodeSequence).stream()
        .map(i -> i.getString(Tag.CodeValue))
        .toList();
  }

  /** Names, numbers, dates and UIDs of an object, as they stand in it. */
  private static Set<String> personal(Attributes dataset) {
    Set<String> found = new HashSet<>();
    Set<Integer> numbers = Set.of(Tag.PatientID, Tag.AccessionNumber, Tag.OtherPatientIDs);
    visit(
        dataset,
        (a, tag) -> {
          VR vr = a.getVR(tag);
          boolean taken =
              vr == VR.PN || vr == VR.DA || vr == VR.DT || vr == VR.UI || numbers.contains(tag);
          for (String value : taken ? strings(a, tag) : new String[0]) {
            String v = value == null ? "" : value.strip();
            boolean kind =
                v.startsWith("1.2.840.10008.")
                    || tag == Tag.CodingSchemeUID
                    || tag == Tag.SOPClassUID
                    || tag == Tag.ReferencedSOPClassUID;
            boolean standIn = v.equals("19000101") || v.equals("Anonymous") || v.equals("None");
            if (v.length() > 3 && !kind && !standIn) {
              found.add(v);
            }
          }
        });
    return found;
  }

  private static void walk(Attributes dataset, BiConsumer<Integer, String> each) {
    visit(
        dataset,
        (a, tag) -> {
          for (String value : strings(a, tag)) {
            if (value != null) {
              each.accept(tag, value);
            }
          }
        });
  }

  private static void visit(Attributes dataset, BiConsumer<Attributes, Integer> each) {
    for (int tag : dataset.tags()) {
      Sequence items = dataset.getVR(tag) == VR.SQ ? dataset.getSequence(tag) : null;
      if (items != null) {
        items.forEach(item -> visit(item, each));
      } else if (dataset.getVR(tag) != VR.SQ) {
        each.accept(dataset, tag);
      }
    }
  }

  private static String[] strings(Attributes a, int tag) {
    return switch (a.getVR(tag)) {
      case AE, AS, CS, DA, DT, LO, LT, PN, SH, ST, TM, UC, UI, UR, UT -> {
        String[] values = a.getStrings(tag);
        yield values == null ? new String[0] : values;
      }
      default -> new String[0];
    };
  }

  private static long length(DicomFile file) {
    return file.pixelData().map(p -> p.length()).orElse(0L);
  }

  /** The pixel data as it lies in the file, fragments and all. */
  private static String pixels(DicomParser parser, DicomFile file, long length) throws Exception {
    if (file.pixelData().isEmpty()) {
      return "";
    }
    try (SeekableByteChannel in = parser.open(file)) {
      java.nio.ByteBuffer bytes =
          java.nio.ByteBuffer.allocate((int) file.pixelData().get().length());
      in.position(file.pixelData().get().offset());
      while (bytes.hasRemaining() && in.read(bytes) > 0) {
        // until full
      }
      byte[] all = Arrays.copyOf(bytes.array(), end(file, bytes.array(), length));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    }
  }

  /** Where the fragments end; what follows them is not pixel data. */
  private static int end(DicomFile file, byte[] bytes, long length) {
    if (!file.pixelData().get().encapsulated()) {
      return (int) length; // without the byte that pads an odd length
    }
    java.nio.ByteBuffer b = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while ((b.getShort(at + 2) & 0xffff) != 0xe0dd) {
      at += 8 + b.getInt(at + 4);
    }
    return at;
  }

  /** Error lines of dciodvfy, without values. */
  private static Set<String> errors(Path file) throws Exception {
    Process process =
        new ProcessBuilder(DCIODVFY.toString(), file.toString()).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    process.waitFor();
    Set<String> errors = new TreeSet<>();
    said.lines()
        .filter(l -> l.startsWith("Error"))
        .map(l -> l.replaceAll("UID <?[0-9.]+", "UID #").replaceAll("\\[[0-9]+\\]", "[]"))
        .forEach(errors::add);
    return errors;
  }
}
