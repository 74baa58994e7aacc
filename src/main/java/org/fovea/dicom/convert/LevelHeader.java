package org.fovea.dicom.convert;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.Text;
import org.fovea.dicom.Patient;
import org.fovea.dicom.result.Elements;
import org.fovea.finding.Code;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.SlidePlacement;

/**
 * The elements of a VL Whole Slide Microscopy Image (PS3.3 A.32.8) before its pixels. One object
 * makes the headers of all levels of a slide.
 */
final class LevelHeader {
  private static final Text TEXT = Text.of(LevelHeader.class);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  /** Pyramid UID (PS3.3 C.8.12.4), which the toolkit's dictionary does not have yet. */
  private static final int PYRAMID_UID = 0x00080019;

  /**
   * Thickness of a paraffin section as they are usually cut, mm. Pixel Measures asks for a slice
   * thickness of every volume, and no picture file knows it.
   */
  private static final double SECTION_MM = 0.004;

  private static final int LONG_TEXT = 10240;

  private final SlideDescriptor slide;
  private final SlideContent content;
  private final String softwareVersion;

  LevelHeader(SlideDescriptor slide, SlideContent content, String softwareVersion) {
    this.slide = slide;
    this.content = content;
    this.softwareVersion = softwareVersion;
  }

  /** SOP Instance UID of the object with that shape. */
  String instanceUid(PictureShape shape) {
    return ContentUids.of(
        "instance", slide.series().uid(), shape.flavour(), Integer.toString(shape.number()));
  }

  /**
   * The elements.
   *
   * @param coding how the frames are coded
   * @param kept whether the frames are as they were in the source, or lost nothing here
   * @param history what the pixels went through before
   * @param ratio compression ratio of the coding, of any value before it is known; always written
   *     in as many characters, so that it can be put in later
   */
  Attributes of(
      PictureShape shape,
      TileCoding coding,
      boolean kept,
      SlideContent.History history,
      double ratio) {
    Attributes a = new Attributes();
    a.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
    a.setString(Tag.SOPClassUID, VR.UI, UID.VLWholeSlideMicroscopyImageStorage);
    a.setString(Tag.SOPInstanceUID, VR.UI, instanceUid(shape));
    patientAndStudy(a);
    series(a);
    image(a, shape, coding, kept);
    lossy(a, coding, kept, history, ratio);
    slideImage(a, shape);
    specimen(a);
    opticalPath(a);
    functionalGroups(a, shape);
    return a;
  }

  /** Patient (C.7.1.1) and General Study (C.7.2.1). */
  private void patientAndStudy(Attributes a) {
    Patient patient = slide.patient();
    text(a, Tag.PatientName, VR.PN, patient.name(), 64);
    text(a, Tag.PatientID, VR.LO, patient.id(), 64);
    text(
        a,
        Tag.PatientBirthDate,
        VR.DA,
        patient.birthDate() == null ? "" : DATE.format(patient.birthDate()),
        8);
    text(a, Tag.PatientSex, VR.CS, patient.sex(), 16);
    SlideDescriptor.Study study = slide.study();
    a.setString(Tag.StudyInstanceUID, VR.UI, study.uid());
    moment(a, Tag.StudyDate, Tag.StudyTime, study.date());
    text(a, Tag.StudyID, VR.SH, study.id(), 16);
    text(a, Tag.AccessionNumber, VR.SH, study.accessionNumber(), 16);
    a.setNull(Tag.ReferringPhysicianName, VR.PN);
    if (!study.description().isEmpty()) {
      text(a, Tag.StudyDescription, VR.LO, study.description(), 64);
    }
  }

  /** General Series (C.7.3.1), Frame of Reference (C.7.4.1), Equipment (C.7.5.1, C.7.5.2). */
  private void series(Attributes a) {
    SlideDescriptor.Series series = slide.series();
    a.setString(Tag.Modality, VR.CS, "SM");
    a.setString(Tag.SeriesInstanceUID, VR.UI, series.uid());
    a.setInt(Tag.SeriesNumber, VR.IS, series.number());
    if (!series.description().isEmpty()) {
      text(a, Tag.SeriesDescription, VR.LO, series.description(), 64);
    }
    moment(a, Tag.SeriesDate, Tag.SeriesTime, series.acquired());
    a.setString(Tag.FrameOfReferenceUID, VR.UI, series.frameOfReferenceUid());
    a.setString(Tag.PositionReferenceIndicator, VR.LO, "SLIDE_CORNER");
    a.setString(Tag.Manufacturer, VR.LO, "Fovea");
    text(a, Tag.ManufacturerModelName, VR.LO, series.model(), 64);
    text(a, Tag.DeviceSerialNumber, VR.LO, "Fovea-" + softwareVersion, 64);
    text(a, Tag.SoftwareVersions, VR.LO, softwareVersion, 64);
  }

  /** General Image (C.7.6.1), Image Pixel (C.7.6.3), Multi-frame Dimension (C.7.6.17). */
  private void image(Attributes a, PictureShape shape, TileCoding coding, boolean kept) {
    String[] type = imageType(shape, kept);
    a.setString(Tag.ImageType, VR.CS, type);
    a.setInt(Tag.InstanceNumber, VR.IS, shape.number());
    moment(a, Tag.ContentDate, Tag.ContentTime, slide.series().acquired());
    a.setString(Tag.AcquisitionDateTime, VR.DT, DATE_TIME.format(slide.series().acquired()));
    boolean label = shape.flavour().equals("LABEL") || shape.flavour().equals("OVERVIEW");
    String comments =
        (slide.series().comments() + (label ? " " + TEXT.get("scale.nominal") : "")).strip();
    if (!comments.isEmpty()) {
      text(a, Tag.ImageComments, VR.LT, comments, LONG_TEXT);
    }
    a.setString(PYRAMID_UID, VR.UI, ContentUids.of("pyramid", slide.series().uid()));
    a.setInt(Tag.SamplesPerPixel, VR.US, 3);
    a.setString(Tag.PhotometricInterpretation, VR.CS, coding.photometric());
    a.setInt(Tag.PlanarConfiguration, VR.US, 0);
    a.setInt(Tag.NumberOfFrames, VR.IS, shape.frames());
    a.setInt(Tag.Rows, VR.US, shape.tileRows());
    a.setInt(Tag.Columns, VR.US, shape.tileColumns());
    a.setInt(Tag.BitsAllocated, VR.US, 8);
    a.setInt(Tag.BitsStored, VR.US, 8);
    a.setInt(Tag.HighBit, VR.US, 7);
    a.setInt(Tag.PixelRepresentation, VR.US, 0);
    a.setString(Tag.BurnedInAnnotation, VR.CS, label ? "YES" : "NO");
    String dimensions = ContentUids.of("dimensions", slide.series().uid(), shape.flavour());
    Elements.item(a, Tag.DimensionOrganizationSequence)
        .setString(Tag.DimensionOrganizationUID, VR.UI, dimensions);
    a.setString(Tag.DimensionOrganizationType, VR.CS, "TILED_FULL");
    a.newSequence(Tag.AcquisitionContextSequence, 0);
  }

  private static String[] imageType(PictureShape shape, boolean kept) {
    return new String[] {
      kept && !shape.resampled() ? "ORIGINAL" : "DERIVED",
      "PRIMARY",
      shape.flavour(),
      shape.resampled() ? "RESAMPLED" : "NONE"
    };
  }

  /** What compression has cost (C.7.6.1.1.5), the earlier loss before the later. */
  private static void lossy(
      Attributes a, TileCoding coding, boolean kept, SlideContent.History history, double ratio) {
    String written = String.format(Locale.ROOT, "%.9f", Math.min(ratio, 999_999)).substring(0, 9);
    boolean now = coding.lossy();
    a.setString(Tag.LossyImageCompression, VR.CS, now || history.lossy() ? "01" : "00");
    boolean twice = now && !kept && history.lossy() && Double.isFinite(history.ratio());
    if (twice) {
      a.setString(
          Tag.LossyImageCompressionMethod, VR.CS, history.lossyMethod(), coding.lossyMethod());
      a.setString(
          Tag.LossyImageCompressionRatio,
          VR.DS,
          String.format(Locale.ROOT, "%.2f", history.ratio()),
          written);
    } else if (now) {
      a.setString(Tag.LossyImageCompressionMethod, VR.CS, coding.lossyMethod());
      a.setString(Tag.LossyImageCompressionRatio, VR.DS, written);
    } else if (history.lossy()) {
      a.setString(Tag.LossyImageCompressionMethod, VR.CS, history.lossyMethod());
      if (Double.isFinite(history.ratio())) {
        a.setString(
            Tag.LossyImageCompressionRatio,
            VR.DS,
            String.format(Locale.ROOT, "%.2f", history.ratio()));
      }
    }
    String note = history.note();
    if (now && !kept) {
      note = TEXT.get("derivation.encoded") + (note.isEmpty() ? "" : " " + note);
    } else if (now || !note.isEmpty()) {
      note = TEXT.get("derivation.kept") + (note.isEmpty() ? "" : " " + note);
    }
    if (!note.isEmpty()) {
      text(a, Tag.DerivationDescription, VR.ST, note, 1024);
    }
  }

  /** Whole Slide Microscopy Image (C.8.12.4) and Slide Label (C.8.12.8). */
  private void slideImage(Attributes a, PictureShape shape) {
    a.setString(Tag.VolumetricProperties, VR.CS, "VOLUME");
    a.setInt(Tag.TotalPixelMatrixColumns, VR.UL, shape.columns());
    a.setInt(Tag.TotalPixelMatrixRows, VR.UL, shape.rows());
    a.setInt(Tag.TotalPixelMatrixFocalPlanes, VR.UL, 1);
    a.setInt(Tag.NumberOfOpticalPaths, VR.UL, 1);
    if (Double.isFinite(shape.spacingXMm()) && Double.isFinite(shape.spacingYMm())) {
      a.setFloat(Tag.ImagedVolumeWidth, VR.FL, (float) (shape.columns() * shape.spacingXMm()));
      a.setFloat(Tag.ImagedVolumeHeight, VR.FL, (float) (shape.rows() * shape.spacingYMm()));
      // The depth alone is in micrometres.
      a.setFloat(Tag.ImagedVolumeDepth, VR.FL, (float) (SECTION_MM * 1000));
    }
    Attributes origin = Elements.item(a, Tag.TotalPixelMatrixOriginSequence);
    origin.setString(
        Tag.XOffsetInSlideCoordinateSystem, VR.DS, Elements.decimal(shape.origin().x()));
    origin.setString(
        Tag.YOffsetInSlideCoordinateSystem, VR.DS, Elements.decimal(shape.origin().y()));
    SlidePlacement placement = content.placement();
    Vec3 r = placement.rowDirection();
    Vec3 c = placement.columnDirection();
    a.setString(
        Tag.ImageOrientationSlide,
        VR.DS,
        Elements.decimals(r.x(), r.y(), r.z(), c.x(), c.y(), c.z()));
    boolean label = shape.flavour().equals("LABEL") || shape.flavour().equals("OVERVIEW");
    a.setString(Tag.SpecimenLabelInImage, VR.CS, label ? "YES" : "NO");
    a.setString(Tag.FocusMethod, VR.CS, "AUTO");
    a.setString(Tag.ExtendedDepthOfField, VR.CS, "NO");
    if (label) {
      a.setNull(Tag.BarcodeValue, VR.LT);
      a.setNull(Tag.LabelText, VR.UT);
    }
  }

  /** Specimen (C.7.6.22) with its preparation by TID 8001. */
  private void specimen(Attributes a) {
    SlideDescriptor.Specimen specimen = slide.specimen();
    text(a, Tag.ContainerIdentifier, VR.LO, specimen.container(), 64);
    a.newSequence(Tag.IssuerOfTheContainerIdentifierSequence, 0);
    Elements.code(
        a, Tag.ContainerTypeCodeSequence, new Code("SCT", "433466003", "Microscope slide"));
    Attributes item = Elements.item(a, Tag.SpecimenDescriptionSequence);
    text(item, Tag.SpecimenIdentifier, VR.LO, specimen.identifier(), 64);
    item.newSequence(Tag.IssuerOfTheSpecimenIdentifierSequence, 0);
    item.setString(Tag.SpecimenUID, VR.UI, specimen.uid());
    if (!specimen.description().isEmpty()) {
      text(item, Tag.SpecimenShortDescription, VR.LO, specimen.description(), 64);
    }
    if (specimen.anatomy() != null) {
      Elements.code(item, Tag.PrimaryAnatomicStructureSequence, specimen.anatomy());
    }
    if (specimen.stains().isEmpty()) {
      item.newSequence(Tag.SpecimenPreparationSequence, 0);
    } else {
      Attributes step = Elements.item(item, Tag.SpecimenPreparationSequence);
      staining(step, specimen);
    }
  }

  /** TID 8001 rows 1 and 2, TID 8003. */
  private static void staining(Attributes step, SlideDescriptor.Specimen specimen) {
    int content = Tag.SpecimenPreparationStepContentItemSequence;
    Attributes identifier = Elements.more(step, content);
    identifier.setString(Tag.ValueType, VR.CS, "TEXT");
    Elements.code(
        identifier, Tag.ConceptNameCodeSequence, new Code("DCM", "121041", "Specimen Identifier"));
    identifier.setString(Tag.TextValue, VR.UT, Elements.line(specimen.identifier(), 64));
    coded(
        Elements.more(step, content),
        new Code("DCM", "111701", "Processing type"),
        new Code("SCT", "127790008", "Staining"));
    for (Code stain : specimen.stains()) {
      coded(Elements.more(step, content), new Code("SCT", "424361007", "Using substance"), stain);
    }
  }

  private static void coded(Attributes item, Code name, Code value) {
    item.setString(Tag.ValueType, VR.CS, "CODE");
    Elements.code(item, Tag.ConceptNameCodeSequence, name);
    Elements.code(item, Tag.ConceptCodeSequence, value);
  }

  /** Optical Path (C.8.12.5): brightfield, full spectrum, one path. */
  private void opticalPath(Attributes a) {
    Attributes path = Elements.item(a, Tag.OpticalPathSequence);
    path.setString(Tag.OpticalPathIdentifier, VR.SH, "1");
    Elements.code(
        path,
        Tag.IlluminationTypeCodeSequence,
        new Code("DCM", "111744", "Brightfield illumination"));
    Elements.code(
        path, Tag.IlluminationColorCodeSequence, new Code("SCT", "414298005", "Full Spectrum"));
    if (Double.isFinite(content.objectivePower()) && content.objectivePower() > 0) {
      path.setString(Tag.ObjectiveLensPower, VR.DS, Elements.decimal(content.objectivePower()));
    }
    byte[] profile = content.iccProfile();
    if (profile == null) {
      path.setString(Tag.ColorSpace, VR.CS, "SRGB");
      profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }
    path.setBytes(Tag.ICCProfile, VR.OB, profile);
  }

  /** Multi-frame Functional Groups (C.7.6.16, C.8.12.6), all shared. */
  private void functionalGroups(Attributes a, PictureShape shape) {
    Attributes shared = Elements.item(a, Tag.SharedFunctionalGroupsSequence);
    if (Double.isFinite(shape.spacingXMm()) && Double.isFinite(shape.spacingYMm())) {
      Attributes measures = Elements.item(shared, Tag.PixelMeasuresSequence);
      measures.setString(Tag.SliceThickness, VR.DS, Elements.decimal(SECTION_MM));
      // Between rows first, then between columns (PS3.3 10.7.1.1).
      measures.setString(
          Tag.PixelSpacing, VR.DS, Elements.decimals(shape.spacingYMm(), shape.spacingXMm()));
    }
    Attributes type = Elements.item(shared, Tag.WholeSlideMicroscopyImageFrameTypeSequence);
    type.setString(Tag.FrameType, VR.CS, a.getStrings(Tag.ImageType));
    Elements.item(shared, Tag.OpticalPathIdentificationSequence)
        .setString(Tag.OpticalPathIdentifier, VR.SH, "1");
  }

  private static void moment(Attributes a, int date, int time, LocalDateTime at) {
    text(a, date, VR.DA, at == null ? "" : DATE.format(at), 8);
    text(a, time, VR.TM, at == null ? "" : TIME.format(at), 6);
  }

  private static void text(Attributes a, int tag, VR vr, String value, int length) {
    String line = Elements.line(value, length);
    if (line.isEmpty()) {
      a.setNull(tag, vr);
    } else {
      a.setString(tag, vr, line);
    }
  }
}
