package org.fovea.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;

/** Writes small DICOM objects for tests: real files with made-up content. */
public final class DicomFixtures {
  private DicomFixtures() {}

  /** A series of single-frame MR images, axial unless told otherwise. */
  public static final class MrSeries {
    private String study = "2.25.1000";
    private String series = "2.25.2000";
    private int slices = 5;
    private int columns = 8;
    private int rows = 6;
    private double[] first = {-10, -20, -30};
    private double[] step = {0, 0, 5};
    private double[] orientation = {1, 0, 0, 0, 1, 0};
    private double[] spacing = {0.5, 0.75};
    private BiConsumer<Integer, Attributes> change = (k, a) -> {};

    public MrSeries study(String uid) {
      study = uid;
      return this;
    }

    public MrSeries series(String uid) {
      series = uid;
      return this;
    }

    public MrSeries slices(int number) {
      slices = number;
      return this;
    }

    /** Columns and rows. */
    public MrSeries matrix(int numberOfColumns, int numberOfRows) {
      columns = numberOfColumns;
      rows = numberOfRows;
      return this;
    }

    /** Image Position (Patient) of the first slice, and from each slice to the next, mm. */
    public MrSeries positions(double[] ofFirst, double[] toNext) {
      first = ofFirst.clone();
      step = toNext.clone();
      return this;
    }

    /** The six direction cosines. */
    public MrSeries orientation(double... cosines) {
      orientation = cosines.clone();
      return this;
    }

    /** Changes the header of slice k, counted from 0, before it is written. */
    public MrSeries change(BiConsumer<Integer, Attributes> header) {
      change = header;
      return this;
    }

    /**
     * Writes {@code IM0001}, {@code IM0002} … without extension; pixel (i, j) of slice k holds
     * {@code 1000 k + 10 j + i}.
     */
    public List<Path> write(Path folder) throws IOException {
      Files.createDirectories(folder);
      List<Path> files = new ArrayList<>();
      for (int k = 0; k < slices; k++) {
        Attributes a = header(UID.MRImageStorage, study, series, series + "." + (k + 1));
        a.setString(Tag.Modality, VR.CS, "MR");
        a.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "M");
        a.setString(Tag.SeriesDescription, VR.LO, "AX TEST");
        a.setInt(Tag.SeriesNumber, VR.IS, 1);
        a.setInt(Tag.InstanceNumber, VR.IS, k + 1);
        a.setString(Tag.FrameOfReferenceUID, VR.UI, "2.25.4000");
        a.setDouble(
            Tag.ImagePositionPatient,
            VR.DS,
            first[0] + k * step[0],
            first[1] + k * step[1],
            first[2] + k * step[2]);
        a.setDouble(Tag.ImageOrientationPatient, VR.DS, orientation);
        a.setDouble(Tag.PixelSpacing, VR.DS, spacing);
        ByteBuffer pixels = ByteBuffer.allocate(2 * columns * rows).order(ByteOrder.LITTLE_ENDIAN);
        for (int j = 0; j < rows; j++) {
          for (int i = 0; i < columns; i++) {
            pixels.putShort((short) (1000 * k + 10 * j + i));
          }
        }
        image(a, columns, rows, pixels.array());
        change.accept(k, a);
        Path file = folder.resolve(String.format("IM%04d", k + 1));
        DicomFixtures.write(file, a);
        files.add(file);
      }
      return files;
    }
  }

  /** What every object has: identity, a made-up patient, and a date. */
  public static Attributes header(String sopClass, String study, String series, String instance) {
    Attributes a = new Attributes();
    a.setString(Tag.SOPClassUID, VR.UI, sopClass);
    a.setString(Tag.SOPInstanceUID, VR.UI, instance);
    a.setString(Tag.StudyInstanceUID, VR.UI, study);
    a.setString(Tag.SeriesInstanceUID, VR.UI, series);
    a.setString(Tag.PatientID, VR.LO, "TEST-1");
    a.setString(Tag.PatientName, VR.PN, "TEST^PATIENT");
    a.setString(Tag.StudyDate, VR.DA, "20250102");
    a.setString(Tag.StudyTime, VR.TM, "101112");
    a.setString(Tag.StudyID, VR.SH, "1");
    return a;
  }

  /** Adds an Image Pixel module of unsigned 16-bit greyscale. */
  public static void image(Attributes a, int columns, int rows, byte[] pixels) {
    a.setInt(Tag.SamplesPerPixel, VR.US, 1);
    a.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    a.setInt(Tag.Rows, VR.US, rows);
    a.setInt(Tag.Columns, VR.US, columns);
    a.setInt(Tag.BitsAllocated, VR.US, 16);
    a.setInt(Tag.BitsStored, VR.US, 16);
    a.setInt(Tag.HighBit, VR.US, 15);
    a.setInt(Tag.PixelRepresentation, VR.US, 0);
    a.setBytes(Tag.PixelData, VR.OW, pixels);
  }

  /** Writes explicit little endian with preamble and meta header. */
  public static void write(Path file, Attributes a) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (ImageOutputStream out = new ImageOutputStream(file.toFile())) {
      out.writeDataset(a.createFileMetaInformation(UID.ExplicitVRLittleEndian), a);
    }
  }

  /** Writes a DICOMDIR with one IMAGE record for each file ID (its components). */
  public static void writeDirectory(Path file, List<String[]> fileIds) throws IOException {
    Attributes a = new Attributes();
    a.setString(Tag.SOPClassUID, VR.UI, UID.MediaStorageDirectoryStorage);
    a.setString(Tag.SOPInstanceUID, VR.UI, "2.25.9000");
    a.setString(Tag.FileSetID, VR.CS, "TEST");
    Sequence records = a.newSequence(Tag.DirectoryRecordSequence, fileIds.size());
    for (String[] id : fileIds) {
      Attributes record = new Attributes();
      record.setString(Tag.DirectoryRecordType, VR.CS, "IMAGE");
      record.setString(Tag.ReferencedFileID, VR.CS, id);
      records.add(record);
    }
    Attributes meta = a.createFileMetaInformation(UID.ExplicitVRLittleEndian);
    a.remove(Tag.SOPClassUID);
    a.remove(Tag.SOPInstanceUID);
    try (ImageOutputStream out = new ImageOutputStream(file.toFile())) {
      out.writeDataset(meta, a);
    }
  }
}
