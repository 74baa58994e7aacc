package org.fovea.dicom.result;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.SpecificCharacterSet;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.finding.Provenance;
import org.fovea.imaging.slide.Slide;

/**
 * What every object written here has in common: patient and study as in the source, a series of its
 * own, this program as the equipment (PS3.3 C.7.1 to C.7.5, C.12).
 */
public final class CommonModules {
  private static final Text TEXT = Text.of(CommonModules.class);

  static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
  static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT);
  static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);

  /** Elements that must be there even when the source has no value for them (type 2). */
  private static final int[] ALWAYS = {
    Tag.StudyDate,
    Tag.StudyTime,
    Tag.AccessionNumber,
    Tag.ReferringPhysicianName,
    Tag.PatientName,
    Tag.PatientID,
    Tag.PatientBirthDate,
    Tag.PatientSex,
    Tag.StudyID
  };

  private static final VR[] ALWAYS_VR = {
    VR.DA, VR.TM, VR.SH, VR.PN, VR.PN, VR.LO, VR.DA, VR.CS, VR.SH
  };

  /** Elements of the patient and the study that are taken over where the source has them. */
  private static final int[] COPIED = {
    Tag.StudyDate,
    Tag.StudyTime,
    Tag.AccessionNumber,
    Tag.IssuerOfAccessionNumberSequence,
    Tag.ReferringPhysicianName,
    Tag.StudyDescription,
    Tag.ProcedureCodeSequence,
    Tag.PatientName,
    Tag.PatientID,
    Tag.IssuerOfPatientID,
    Tag.IssuerOfPatientIDQualifiersSequence,
    Tag.PatientBirthDate,
    Tag.PatientBirthTime,
    Tag.PatientSex,
    Tag.OtherPatientIDsSequence,
    Tag.PatientAge,
    Tag.PatientSize,
    Tag.PatientWeight,
    Tag.EthnicGroup,
    Tag.ClinicalTrialSponsorName,
    Tag.ClinicalTrialProtocolID,
    Tag.ClinicalTrialProtocolName,
    Tag.ClinicalTrialSiteID,
    Tag.ClinicalTrialSiteName,
    Tag.ClinicalTrialSubjectID,
    Tag.ClinicalTrialSubjectReadingID,
    Tag.ClinicalTrialTimePointID,
    Tag.ClinicalTrialTimePointDescription,
    Tag.PatientIdentityRemoved,
    Tag.DeidentificationMethod,
    Tag.DeidentificationMethodCodeSequence,
    Tag.StudyInstanceUID,
    Tag.StudyID
  };

  private final SourceImages source;
  private final Provenance provenance;
  private final String softwareVersion;
  private final ZonedDateTime now;

  /**
   * @param now when the objects are made
   */
  CommonModules(SourceImages source, Provenance provenance, ZonedDateTime now) {
    this(source, provenance, provenance.softwareVersion(), now);
  }

  /**
   * @param provenance null for what a person made
   * @param softwareVersion of this program
   * @param now when the objects are made
   */
  public CommonModules(
      SourceImages source, Provenance provenance, String softwareVersion, ZonedDateTime now) {
    this.source = source;
    this.provenance = provenance;
    this.softwareVersion = softwareVersion;
    this.now = now;
  }

  /** The slide that was analysed, where it was one. */
  Slide slide() {
    return source().series().getFirst().slides().getFirst().slide();
  }

  SourceImages source() {
    return source;
  }

  Provenance provenance() {
    return provenance;
  }

  ZonedDateTime now() {
    return now;
  }

  /**
   * A new object of a new series of the source's study.
   *
   * @param texts what people wrote and will be added; where the source's character set cannot hold
   *     it, the object is in UTF-8
   */
  public Attributes object(
      String sopClassUid,
      String modality,
      int seriesNumber,
      String seriesDescription,
      List<String> texts) {
    Attributes header = source.header();
    Attributes object = new Attributes();
    object.setString(Tag.SpecificCharacterSet, VR.CS, characterSet(header, texts));
    for (int tag : COPIED) {
      copy(header, object, tag);
    }
    for (int a = 0; a < ALWAYS.length; a++) {
      if (!object.contains(ALWAYS[a])) {
        object.setNull(ALWAYS[a], ALWAYS_VR[a]);
      }
    }
    object.setString(Tag.SOPClassUID, VR.UI, sopClassUid);
    object.setString(Tag.SOPInstanceUID, VR.UI, Uids.create());
    object.setString(Tag.InstanceCreationDate, VR.DA, DATE.format(now));
    object.setString(Tag.InstanceCreationTime, VR.TM, TIME.format(now));
    object.setString(Tag.TimezoneOffsetFromUTC, VR.SH, OFFSET.format(now));
    object.setString(Tag.SeriesDate, VR.DA, DATE.format(now));
    object.setString(Tag.SeriesTime, VR.TM, TIME.format(now));
    object.setString(Tag.ContentDate, VR.DA, DATE.format(now));
    object.setString(Tag.ContentTime, VR.TM, TIME.format(now));
    object.setString(Tag.Modality, VR.CS, modality);
    object.setString(Tag.SeriesInstanceUID, VR.UI, Uids.create());
    object.setInt(Tag.SeriesNumber, VR.IS, seriesNumber);
    object.setString(Tag.SeriesDescription, VR.LO, Elements.line(seriesDescription, 64));
    object.setInt(Tag.InstanceNumber, VR.IS, 1);
    equipment(object);
    return object;
  }

  /** General, Enhanced General and Contributing Equipment (PS3.3 C.7.5.1, C.7.5.2, C.12.1.1.5). */
  private void equipment(Attributes object) {
    object.setString(Tag.Manufacturer, VR.LO, "Fovea");
    object.setString(Tag.ManufacturerModelName, VR.LO, "Fovea");
    object.setString(Tag.DeviceSerialNumber, VR.LO, serialNumber());
    object.setString(Tag.SoftwareVersions, VR.LO, Elements.line(softwareVersion, 64));
    if (provenance == null) {
      return;
    }
    Attributes bundle = Elements.item(object, Tag.ContributingEquipmentSequence);
    Elements.code(bundle, Tag.PurposeOfReferenceCodeSequence, Concepts.PROCESSING_EQUIPMENT);
    bundle.setString(Tag.Manufacturer, VR.LO, "Fovea");
    bundle.setString(Tag.ManufacturerModelName, VR.LO, Elements.line(provenance.bundleId(), 64));
    bundle.setString(Tag.DeviceSerialNumber, VR.LO, Elements.line(provenance.bundleSha256(), 64));
    bundle.setString(Tag.SoftwareVersions, VR.LO, Elements.line(provenance.bundleVersion(), 64));
    bundle.setString(
        Tag.ContributionDateTime,
        VR.DT,
        DATE_TIME.format(provenance.startedAt().atZone(now.getZone())));
    bundle.setString(
        Tag.ContributionDescription,
        VR.ST,
        Elements.limit(
            TEXT.get(
                "contribution",
                provenance.bundleId(),
                provenance.bundleVersion(),
                provenance.bundleSha256(),
                provenance.device()),
            1024));
  }

  String serialNumber() {
    return Elements.line("Fovea-" + softwareVersion, 64);
  }

  /** The frame of reference of the source, or of one of its own where it has none. */
  public void frameOfReference(Attributes object) {
    String uid = source.header().getString(Tag.FrameOfReferenceUID);
    object.setString(
        Tag.FrameOfReferenceUID, VR.UI, uid == null || uid.isBlank() ? Uids.create() : uid);
    String indicator = source.header().getString(Tag.PositionReferenceIndicator);
    object.setString(Tag.PositionReferenceIndicator, VR.LO, indicator == null ? "" : indicator);
  }

  /** Names every source image (Common Instance Reference, PS3.3 C.12.2). */
  public void commonInstanceReference(Attributes object) {
    for (Series series : source.series()) {
      Attributes item = Elements.more(object, Tag.ReferencedSeriesSequence);
      item.setString(Tag.SeriesInstanceUID, VR.UI, series.seriesInstanceUid());
      for (Instance instance : series.images()) {
        Elements.reference(
            Elements.more(item, Tag.ReferencedInstanceSequence),
            instance.sopClassUid(),
            instance.sopInstanceUid());
      }
    }
  }

  /** Says whether the pixels went through a lossy compression before (PS3.3 C.7.6.1.1.5). */
  void lossyCompression(Attributes object) {
    Attributes header = source.header();
    boolean lossy = "01".equals(header.getString(Tag.LossyImageCompression));
    object.setString(Tag.LossyImageCompression, VR.CS, lossy ? "01" : "00");
    if (lossy) {
      copy(header, object, Tag.LossyImageCompressionRatio);
      copy(header, object, Tag.LossyImageCompressionMethod);
    }
  }

  private static String[] characterSet(Attributes header, List<String> texts) {
    String[] names = header.getStrings(Tag.SpecificCharacterSet);
    if (names == null || names.length == 0) {
      names = new String[] {"ISO_IR 100"};
      // Without a name only ASCII is defined, which every set here holds.
    }
    SpecificCharacterSet set = SpecificCharacterSet.valueOf(names);
    for (String text : texts) {
      if (text != null && !text.equals(set.decode(set.encode(text, "^=\\")))) {
        return new String[] {"ISO_IR 192"};
      }
    }
    return names;
  }

  /** Copies by decoded text, so that it may be written in another character set. */
  public static void copy(Attributes from, Attributes to, int tag) {
    if (!from.contains(tag)) {
      return;
    }
    VR vr = from.getVR(tag);
    if (vr == VR.SQ) {
      for (Attributes item : Elements.items(from, tag)) {
        Attributes copy = Elements.more(to, tag);
        for (int inner : item.tags()) {
          copy(item, copy, inner);
        }
      }
    } else if (vr.isStringType()) {
      String[] values = from.getStrings(tag);
      if (values == null || values.length == 0) {
        to.setNull(tag, vr);
      } else {
        to.setString(tag, vr, values);
      }
    } else {
      to.addSelected(from, tag);
    }
  }
}
