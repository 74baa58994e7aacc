package org.fovea.dicom.synthetic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageEncodingOptions;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.aoju.bus.image.nimble.codec.Transcoder;
import org.aoju.bus.image.nimble.opencv.OpenCVNativeLoader;
import org.fovea.common.Sha256;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;

/**
 * Writes the studies of {@code sample-dicom}: a made-up patient at two dates, three MR series each,
 * JPEG-LS lossless. The same code writes the same bytes, whenever and wherever it runs.
 */
public final class SampleStudies {
  private static final String NOTICE = "Synthetic data, not a patient";

  private SampleStudies() {}

  /** Writes the studies into the folder given as the only argument. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  /** Writes both visits below a folder; files of the same names are replaced. */
  public static void write(Path folder) throws IOException {
    for (Visit visit : Visit.values()) {
      write(folder, visit);
    }
  }

  /** The lesion of a visit, on the grid of its series: the reference for tests. */
  public static Mask truth(Visit visit) {
    return new SyntheticScan(visit).truth();
  }

  /** Study Instance UID of a visit. */
  public static String studyInstanceUid(Visit visit) {
    return uid("study " + visit.date);
  }

  private static void write(Path folder, Visit visit) throws IOException {
    new OpenCVNativeLoader().init();
    SyntheticScan scan = new SyntheticScan(visit);
    for (Sequence sequence : Sequence.values()) {
      Path target =
          folder
              .resolve(visit.date.toString())
              .resolve(sequence.description.replace(' ', '-').toLowerCase(Locale.ROOT));
      Files.createDirectories(target);
      int[] window = window(scan.values(sequence));
      for (int k = 0; k < scan.grid().slices(); k++) {
        Attributes data = header(scan.grid(), visit, sequence, k, window);
        Path file = target.resolve(String.format(Locale.ROOT, "IM%04d.dcm", k + 1));
        Files.write(file, encoded(data, pixels(scan, sequence, k)));
      }
    }
  }

  private static byte[] pixels(SyntheticScan scan, Sequence sequence, int k) {
    Grid grid = scan.grid();
    int n = grid.columns() * grid.rows();
    ByteBuffer bytes = ByteBuffer.allocate(2 * n).order(ByteOrder.LITTLE_ENDIAN);
    short[] values = scan.values(sequence);
    for (int i = 0; i < n; i++) {
      bytes.putShort(values[k * n + i]);
    }
    return bytes.array();
  }

  /** Window from 0 to the 99.5th percentile of what is not background. */
  private static int[] window(short[] values) {
    short[] sorted = values.clone();
    Arrays.sort(sorted);
    int high = sorted[(int) (sorted.length * 0.985)];
    return new int[] {high / 2, high};
  }

  private static Attributes header(Grid grid, Visit visit, Sequence sequence, int k, int[] window) {
    String date = visit.date.format(DateTimeFormatter.BASIC_ISO_DATE);
    String time = String.format(Locale.ROOT, "10%02d00", 5 + 8 * sequence.ordinal());
    Attributes a = new Attributes();
    a.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
    a.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "OTHER");
    a.setString(Tag.SOPClassUID, VR.UI, UID.MRImageStorage);
    a.setString(Tag.SOPInstanceUID, VR.UI, uid("image " + visit.date + " " + sequence + " " + k));
    a.setString(Tag.StudyDate, VR.DA, date);
    a.setString(Tag.SeriesDate, VR.DA, date);
    a.setString(Tag.AcquisitionDate, VR.DA, date);
    a.setString(Tag.ContentDate, VR.DA, date);
    a.setString(Tag.StudyTime, VR.TM, "100000");
    a.setString(Tag.SeriesTime, VR.TM, time);
    a.setString(Tag.AcquisitionTime, VR.TM, time);
    a.setString(Tag.ContentTime, VR.TM, time);
    a.setString(Tag.AccessionNumber, VR.SH, "SAMPLE" + (visit.ordinal() + 1));
    a.setString(Tag.Modality, VR.CS, "MR");
    a.setString(Tag.Manufacturer, VR.LO, "Fovea");
    a.setString(Tag.ManufacturerModelName, VR.LO, "Synthetic head");
    a.setString(Tag.SoftwareVersions, VR.LO, "1");
    a.setNull(Tag.ReferringPhysicianName, VR.PN);
    a.setString(Tag.StudyDescription, VR.LO, "MRI BRAIN (SYNTHETIC)");
    a.setString(Tag.SeriesDescription, VR.LO, sequence.description);
    a.setString(Tag.PatientName, VR.PN, "SYNTHETIC^BRAIN");
    a.setString(Tag.PatientID, VR.LO, "FOVEA-SAMPLE-1");
    a.setString(Tag.PatientBirthDate, VR.DA, "19700101");
    a.setString(Tag.PatientSex, VR.CS, "O");
    a.setString(Tag.PatientAge, VR.AS, String.format("%03dY", visit.date.getYear() - 1970));
    a.setString(Tag.PatientComments, VR.LT, NOTICE);
    a.setString(Tag.ImageComments, VR.LT, NOTICE);
    a.setString(Tag.BodyPartExamined, VR.CS, "BRAIN");
    a.setString(Tag.ScanningSequence, VR.CS, sequence.scanningSequence.split("\\\\"));
    a.setString(Tag.SequenceVariant, VR.CS, sequence.variant);
    a.setNull(Tag.ScanOptions, VR.CS);
    a.setString(Tag.MRAcquisitionType, VR.CS, "2D");
    a.setString(Tag.SliceThickness, VR.DS, "5");
    a.setString(Tag.SpacingBetweenSlices, VR.DS, "5");
    a.setString(Tag.RepetitionTime, VR.DS, number(sequence.repetitionTimeMs));
    a.setString(Tag.EchoTime, VR.DS, number(sequence.echoTimeMs));
    a.setString(Tag.EchoTrainLength, VR.IS, sequence == Sequence.FLAIR ? "16" : "1");
    if (!Double.isNaN(sequence.inversionTimeMs)) {
      a.setString(Tag.InversionTime, VR.DS, number(sequence.inversionTimeMs));
    }
    a.setString(Tag.MagneticFieldStrength, VR.DS, "1.5");
    a.setString(Tag.FlipAngle, VR.DS, "90");
    a.setString(Tag.ProtocolName, VR.LO, sequence.description);
    if (!sequence.contrastAgent.isEmpty()) {
      a.setString(Tag.ContrastBolusAgent, VR.LO, sequence.contrastAgent);
    }
    a.setString(Tag.PatientPosition, VR.CS, "HFS");
    a.setString(Tag.StudyInstanceUID, VR.UI, studyInstanceUid(visit));
    a.setString(Tag.SeriesInstanceUID, VR.UI, uid("series " + visit.date + " " + sequence));
    a.setString(Tag.StudyID, VR.SH, "S" + (visit.ordinal() + 1));
    a.setInt(Tag.SeriesNumber, VR.IS, sequence.number);
    a.setInt(Tag.AcquisitionNumber, VR.IS, sequence.number);
    a.setInt(Tag.InstanceNumber, VR.IS, k + 1);
    Vec3 origin = grid.toPatient(0, 0, k);
    a.setString(
        Tag.ImagePositionPatient,
        VR.DS,
        number(origin.x()),
        number(origin.y()),
        number(origin.z()));
    a.setString(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0", "1", "0");
    a.setString(Tag.FrameOfReferenceUID, VR.UI, uid("frame of reference " + visit.date));
    a.setNull(Tag.PositionReferenceIndicator, VR.LO);
    a.setString(Tag.SliceLocation, VR.DS, number(origin.z()));
    a.setInt(Tag.SamplesPerPixel, VR.US, 1);
    a.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    a.setInt(Tag.Rows, VR.US, grid.rows());
    a.setInt(Tag.Columns, VR.US, grid.columns());
    a.setString(
        Tag.PixelSpacing, VR.DS, number(grid.rowSpacingMm()), number(grid.columnSpacingMm()));
    a.setInt(Tag.BitsAllocated, VR.US, 16);
    a.setInt(Tag.BitsStored, VR.US, 12);
    a.setInt(Tag.HighBit, VR.US, 11);
    a.setInt(Tag.PixelRepresentation, VR.US, 0);
    a.setString(Tag.WindowCenter, VR.DS, Integer.toString(window[0]));
    a.setString(Tag.WindowWidth, VR.DS, Integer.toString(window[1]));
    return a;
  }

  /** The whole file, JPEG-LS lossless. */
  private static byte[] encoded(Attributes header, byte[] pixels) throws IOException {
    Attributes plain = new Attributes(header);
    plain.setBytes(Tag.PixelData, VR.OW, pixels);
    ByteArrayOutputStream native16 = new ByteArrayOutputStream();
    write(native16, plain, UID.ExplicitVRLittleEndian);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Transcoder transcoder = new Transcoder(new ByteArrayInputStream(native16.toByteArray()))) {
      transcoder.setDestinationTransferSyntax(UID.JPEGLSLossless);
      transcoder.setIncludeFileMetaInformation(true);
      transcoder.transcode((t, dataset) -> packed);
    }
    // Written once more so that the meta header is ours and does not tell of the toolkit.
    try (ImageInputStream in =
        new ImageInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      in.setIncludeBulkData(ImageInputStream.IncludeBulkData.YES);
      Attributes read = in.readDataset(-1, -1);
      Attributes data = new Attributes(header);
      Fragments frame = data.newFragments(Tag.PixelData, VR.OB, 2);
      frame.add(new byte[0]);
      frame.add(((Fragments) read.getValue(Tag.PixelData)).get(1));
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      write(whole, data, UID.JPEGLSLossless);
      return whole.toByteArray();
    }
  }

  private static void write(ByteArrayOutputStream target, Attributes data, String syntax)
      throws IOException {
    Attributes meta = new Attributes();
    meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
    meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, data.getString(Tag.SOPClassUID));
    meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, data.getString(Tag.SOPInstanceUID));
    meta.setString(Tag.TransferSyntaxUID, VR.UI, syntax);
    meta.setString(Tag.ImplementationClassUID, VR.UI, uid("implementation"));
    meta.setString(Tag.ImplementationVersionName, VR.SH, "FOVEA_SAMPLE_1");
    try (ImageOutputStream out = new ImageOutputStream(target, UID.ExplicitVRLittleEndian)) {
      out.setEncodingOptions(ImageEncodingOptions.DEFAULT);
      out.writeDataset(meta, data);
    }
  }

  /** A UID under 2.25 (PS3.5 B.2) that a name always gives. */
  private static String uid(String name) {
    return "2.25." + new BigInteger(1, Arrays.copyOf(Sha256.of("fovea sample " + name), 16));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
