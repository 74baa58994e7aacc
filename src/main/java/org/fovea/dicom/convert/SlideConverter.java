package org.fovea.dicom.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Sha256;
import org.fovea.common.Text;
import org.fovea.dicom.Patient;
import org.fovea.dicom.convert.source.Scale;
import org.fovea.dicom.convert.source.SourcePicture;
import org.fovea.dicom.convert.source.SourcePictures;
import org.fovea.imaging.slide.SlidePlacement;

/** Turns PNG, JPEG, TIFF and SVS files into DICOM slides. */
public final class SlideConverter {
  private static final Text TEXT = Text.of(SlideConverter.class);

  private final SlideWriter writer;

  public SlideConverter(SlideWriter writer) {
    this.writer = writer;
  }

  /** Whether a file is of a kind that is converted here, by what it begins with. */
  public static boolean recognises(Path file) {
    return SourcePictures.recognises(file);
  }

  /**
   * What a file is to this conversion.
   *
   * @param scale whether it states its scale
   * @param blackAndWhite whether it is a mask rather than a picture of tissue
   */
  public record Facts(boolean scale, boolean blackAndWhite) {}

  /**
   * Looks at a file's headers.
   *
   * @throws FoveaException if it cannot be read, or is of a kind that is not converted
   */
  public static Facts examine(Path file) throws FoveaException {
    try (SourcePicture picture = open(file)) {
      return new Facts(picture.scale() != null, picture.blackAndWhite());
    }
  }

  private static SourcePicture open(Path file) throws FoveaException {
    SourcePicture picture = SourcePictures.open(file);
    if (picture == null) {
      throw new FoveaException(ErrorCode.UNSUPPORTED, file.toString(), TEXT.get("convert.kind"));
    }
    return picture;
  }

  /**
   * Converts a file into a folder of its own below a root, see {@link SlideWriter#write}. The same
   * file with the same request has the same UIDs, and is converted once.
   *
   * @return the folder
   * @throws FoveaException if the file cannot be read, states no scale and the request has none, or
   *     the slide cannot be written; nothing is left behind then
   */
  public Path convert(Path file, Path root, ConversionRequest request, Progress progress)
      throws FoveaException {
    try (SourcePicture picture = open(file)) {
      if (picture.blackAndWhite()) {
        throw new FoveaException(
            ErrorCode.UNSUPPORTED, file.toString(), TEXT.get("convert.blackAndWhite"));
      }
      Scale scale = scale(picture, request);
      String hash = hash(file, progress.part(0, 0.05));
      SlideDescriptor descriptor = descriptor(picture, request, scale, hash);
      SlidePlacement placement = picture.placement();
      SlideContent content =
          new SlideContent(
              picture.base(),
              scale.xMm(),
              scale.yMm(),
              placement == null ? SlideContent.AT_ORIGIN : placement,
              picture.objectivePower(),
              picture.iccProfile(),
              picture.history(),
              picture.associated());
      return writer.write(
          root, descriptor, content, options(picture, request), progress.part(0.05, 1));
    } catch (OutOfMemoryError e) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED, file.toString(), TEXT.get("convert.memory"), e);
    }
  }

  private static Scale scale(SourcePicture picture, ConversionRequest request)
      throws FoveaException {
    if (picture.scale() != null) {
      return picture.scale();
    }
    double x = request.micrometresXPerPixel();
    double y = request.micrometresYPerPixel();
    if (x > 0 && y > 0) {
      return Scale.ofMicrometres(x, y);
    }
    throw new FoveaException(
        ErrorCode.UNSUPPORTED, picture.path().toString(), TEXT.get("convert.scale"));
  }

  private static SlideWriter.Options options(SourcePicture picture, ConversionRequest request) {
    boolean lossless =
        switch (request.compression()) {
          case AUTO -> !picture.history().lossy();
          case JPEG -> false;
          case LOSSLESS -> true;
        };
    TileEncoder encoder = lossless ? new LosslessEncoder() : new JpegEncoder(90);
    return new SlideWriter.Options(encoder, true, SlideWriter.TILE);
  }

  private static SlideDescriptor descriptor(
      SourcePicture picture, ConversionRequest request, Scale scale, String hash)
      throws FoveaException {
    String stem = stem(picture.path());
    String patientId = or(request.patientId(), stem);
    String container = or(request.specimenId(), stem);
    String name = or(request.patientName(), "");
    String accession = or(request.accessionNumber(), "");
    String description = or(request.studyDescription(), "");
    LocalDateTime scanned = picture.scanned() == null ? changed(picture.path()) : picture.scanned();
    LocalDateTime study =
        request.studyDate() == null ? scanned : request.studyDate().atTime(scanned.toLocalTime());
    // The whole request, so that another name or scale does not come under the UIDs of the first;
    // not the date of the file, which a copy changes.
    String content =
        ContentUids.of(
            "content",
            hash,
            patientId,
            name,
            container,
            accession,
            description,
            String.valueOf(request.studyDate()),
            request.stains().toString(),
            String.valueOf(request.anatomy()),
            scale.toString(),
            request.compression().name());
    String studyUid =
        accession.isEmpty()
            ? ContentUids.of("study", content)
            : ContentUids.of("study", patientId, accession);
    return new SlideDescriptor(
        new Patient(patientId, name, null, ""),
        new SlideDescriptor.Study(studyUid, "", study, accession, description),
        new SlideDescriptor.Series(
            ContentUids.of("series", content),
            ContentUids.of("frame of reference", content),
            1,
            container,
            scanned,
            "Slide conversion",
            ""),
        new SlideDescriptor.Specimen(
            container,
            container,
            ContentUids.of("specimen", patientId, container, content),
            "",
            request.anatomy(),
            request.stains()));
  }

  private static LocalDateTime changed(Path file) throws FoveaException {
    try {
      return LocalDateTime.ofInstant(
          Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String or(String given, String otherwise) {
    return given == null ? otherwise : given;
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String hash(Path file, Progress progress) throws FoveaException {
    MessageDigest digest = Sha256.digest();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = Math.max(1, channel.size());
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
      long read = 0;
      while (channel.read(buffer) >= 0) {
        progress.checkCancelled();
        buffer.flip();
        read += buffer.remaining();
        digest.update(buffer);
        buffer.clear();
        progress.report((double) read / size, TEXT.get("convert.reading"));
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static FoveaException unreadable(Path file, IOException e) {
    return new FoveaException(
        ErrorCode.NOT_ACCESSIBLE, file.toString(), TEXT.get("convert.unreadable"), e);
  }
}
