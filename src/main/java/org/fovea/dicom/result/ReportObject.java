package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Measurement;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;

/**
 * Builds a Comprehensive 3D SR (PS3.3 A.35.13) by the Measurement Report template (PS3.16 TID 1500)
 * with one volumetric region of interest a finding (TID 1411).
 */
final class ReportObject {
  private final CommonModules common;

  ReportObject(CommonModules common) {
    this.common = common;
  }

  /** An instance that a report refers to. */
  record Reference(String studyUid, String seriesUid, String sopClassUid, String sopInstanceUid) {

    static Reference to(Attributes object) {
      return new Reference(
          object.getString(Tag.StudyInstanceUID),
          object.getString(Tag.SeriesInstanceUID),
          object.getString(Tag.SOPClassUID),
          object.getString(Tag.SOPInstanceUID));
    }
  }

  /**
   * What a report says of one finding.
   *
   * @param region measured; null to leave the measurements out
   * @param segmentation object with its segment; null where there is none
   * @param verdict null in a report of the AI
   * @param remark added to the comment, or null
   */
  record Group(
      Finding finding,
      Region region,
      Reference segmentation,
      int segment,
      Verdict verdict,
      String remark) {}

  /**
   * What a report says as a whole.
   *
   * @param statements sentences that apply to all of it
   * @param noFinding what to say where there is no group; null otherwise
   * @param others further objects that belong to it, such as the heatmap
   * @param predecessor the report that this one follows; null for the first
   * @param reviewer null for the AI
   * @param probabilities of the slide as a whole, 0 to 1; empty where findings alone have them
   * @param measurements of the slide as a whole, by name
   * @param classes that the images as a whole were given, by classification; written in words where
   *     a class has no code
   */
  record Contents(
      List<Group> groups,
      List<String> statements,
      String noFinding,
      List<Reference> others,
      Reference predecessor,
      Verdict.Reviewer reviewer,
      boolean complete,
      Map<String, Double> probabilities,
      Map<String, Measurement> measurements,
      Map<Code, FindingClass> classes) {}

  /** The object. */
  Attributes build(Contents contents, String session, int seriesNumber, String seriesDescription) {
    Attributes object =
        common.object(
            UID.Comprehensive3DSRStorage, "SR", seriesNumber, seriesDescription, texts(contents));
    object.setNull(Tag.ReferencedPerformedProcedureStepSequence, VR.SQ);
    object.setNull(Tag.PerformedProcedureCodeSequence, VR.SQ);
    boolean verified = contents.reviewer() != null && contents.complete();
    object.setString(Tag.CompletionFlag, VR.CS, contents.complete() ? "COMPLETE" : "PARTIAL");
    object.setString(Tag.VerificationFlag, VR.CS, verified ? "VERIFIED" : "UNVERIFIED");
    if (verified) {
      verification(object, contents.reviewer());
    }
    if (contents.predecessor() != null) {
      hierarchy(object, Tag.PredecessorDocumentsSequence, List.of(contents.predecessor()));
    }
    evidence(object, contents);
    content(object, contents, session);
    return object;
  }

  private static List<String> texts(Contents contents) {
    List<String> texts = new ArrayList<>(contents.statements());
    if (contents.reviewer() != null) {
      texts.add(contents.reviewer().name());
      texts.add(contents.reviewer().organization());
    }
    contents.classes().values().forEach(c -> texts.add(c.label()));
    for (Group group : contents.groups()) {
      texts.add(group.finding().label());
      texts.add(group.finding().trackingId());
      texts.add(group.remark());
      if (group.verdict() != null) {
        texts.add(group.verdict().reason());
        texts.add(group.verdict().comment());
      }
    }
    return texts;
  }

  private void verification(Attributes object, Verdict.Reviewer reviewer) {
    Attributes item = Elements.item(object, Tag.VerifyingObserverSequence);
    item.setString(Tag.VerifyingOrganization, VR.LO, organization(reviewer));
    item.setString(Tag.VerificationDateTime, VR.DT, CommonModules.DATE_TIME.format(common.now()));
    item.setString(Tag.VerifyingObserverName, VR.PN, reviewer.name());
    item.setNull(Tag.VerifyingObserverIdentificationCodeSequence, VR.SQ);
  }

  /** The element may not be empty; where nobody said, the source's institution stands in. */
  private String organization(Verdict.Reviewer reviewer) {
    String said = reviewer.organization();
    if (said == null || said.isBlank()) {
      said = common.source().header().getString(Tag.InstitutionName);
    }
    return said == null || said.isBlank() ? "Not stated" : Elements.line(said, 64);
  }

  /** Lists what the report refers to, and what else belongs to it (PS3.3 C.17.2). */
  private void evidence(Attributes object, Contents contents) {
    List<Reference> referenced = new ArrayList<>();
    String study = object.getString(Tag.StudyInstanceUID);
    for (Series series : common.source().series()) {
      for (Instance i : series.images()) {
        referenced.add(
            new Reference(study, series.seriesInstanceUid(), i.sopClassUid(), i.sopInstanceUid()));
      }
    }
    for (Group group : contents.groups()) {
      if (group.segmentation() != null && !referenced.contains(group.segmentation())) {
        referenced.add(group.segmentation());
      }
    }
    hierarchy(object, Tag.CurrentRequestedProcedureEvidenceSequence, referenced);
    if (!contents.others().isEmpty()) {
      hierarchy(object, Tag.PertinentOtherEvidenceSequence, contents.others());
    }
  }

  /** References by study and series (PS3.3 10.35). */
  private static void hierarchy(Attributes object, int tag, List<Reference> references) {
    Map<String, Attributes> studies = new LinkedHashMap<>();
    Map<String, Attributes> series = new LinkedHashMap<>();
    for (Reference r : references) {
      Attributes study =
          studies.computeIfAbsent(
              r.studyUid(),
              uid -> {
                Attributes item = Elements.more(object, tag);
                item.setString(Tag.StudyInstanceUID, VR.UI, uid);
                return item;
              });
      Attributes in =
          series.computeIfAbsent(
              r.seriesUid(),
              uid -> {
                Attributes item = Elements.more(study, Tag.ReferencedSeriesSequence);
                item.setString(Tag.SeriesInstanceUID, VR.UI, uid);
                return item;
              });
      Elements.reference(
          Elements.more(in, Tag.ReferencedSOPSequence), r.sopClassUid(), r.sopInstanceUid());
    }
  }

  private void content(Attributes root, Contents contents, String session) {
    root.setString(Tag.ValueType, VR.CS, "CONTAINER");
    root.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
    Elements.code(root, Tag.ConceptNameCodeSequence, Concepts.IMAGING_MEASUREMENT_REPORT);
    template(root, "1500");
    ContentItems.code(root, ContentItems.HAS_CONCEPT_MOD, Concepts.LANGUAGE, Concepts.ENGLISH);
    observer(root, contents.reviewer());
    ContentItems.code(root, ContentItems.HAS_CONCEPT_MOD, Concepts.PROCEDURE_REPORTED, procedure());
    library(root);
    if (!contents.groups().isEmpty() || !contents.measurements().isEmpty()) {
      Attributes measurements = ContentItems.container(root, Concepts.IMAGING_MEASUREMENTS);
      if (!contents.measurements().isEmpty()) {
        whole(measurements, contents.measurements(), session);
      }
      for (Group group : contents.groups()) {
        group(measurements, group, session);
      }
    }
    Attributes evaluations = ContentItems.container(root, Concepts.QUALITATIVE_EVALUATIONS);
    if (contents.noFinding() != null) {
      ContentItems.text(evaluations, ContentItems.CONTAINS, Concepts.FINDING, contents.noFinding());
    }
    for (Map.Entry<String, Double> p : contents.probabilities().entrySet()) {
      ContentItems.number(
          evaluations,
          new Code("99FOVEA", Elements.line(p.getKey(), 16), "Probability of " + p.getKey()),
          p.getValue() * 100,
          Concepts.PERCENT);
    }
    for (Map.Entry<Code, FindingClass> c : contents.classes().entrySet()) {
      Code code = c.getValue().code();
      if (code == null) {
        ContentItems.text(evaluations, ContentItems.CONTAINS, c.getKey(), c.getValue().label());
      } else {
        ContentItems.code(evaluations, ContentItems.CONTAINS, c.getKey(), code);
      }
    }
    for (String statement : contents.statements()) {
      ContentItems.text(evaluations, ContentItems.CONTAINS, Concepts.COMMENT, statement);
    }
  }

  /** What was measured on the slide as a whole (TID 1501). */
  private void whole(Attributes measurements, Map<String, Measurement> values, String session) {
    Attributes c = ContentItems.container(measurements, Concepts.MEASUREMENT_GROUP);
    template(c, "1501");
    String context = ContentItems.HAS_OBS_CONTEXT;
    ContentItems.text(c, context, Concepts.ACTIVITY_SESSION, session);
    ContentItems.text(c, context, Concepts.TRACKING_ID, common.provenance().bundleName());
    ContentItems.uid(c, context, Concepts.TRACKING_UID, Uids.create());
    algorithm(c);
    for (Map.Entry<String, Measurement> m : values.entrySet()) {
      ContentItems.number(
          c, named(m.getKey()), m.getValue().value(), Concepts.unit(m.getValue().unit()));
    }
  }

  /** A code of our own for a name such as {@code villusHeight}. */
  private static Code named(String name) {
    String apart = name.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])", " ");
    String words = apart.toLowerCase(Locale.ROOT);
    return new Code("99FOVEA", name, Elements.line(words, 64));
  }

  private static void template(Attributes container, String id) {
    Attributes template = Elements.item(container, Tag.ContentTemplateSequence);
    template.setString(Tag.MappingResource, VR.CS, "DCMR");
    template.setString(Tag.TemplateIdentifier, VR.CS, id);
  }

  /** Who says it: the device (TID 1004) or a person (TID 1003). */
  private void observer(Attributes root, Verdict.Reviewer reviewer) {
    String context = ContentItems.HAS_OBS_CONTEXT;
    Provenance provenance = common.provenance();
    if (reviewer != null) {
      ContentItems.code(root, context, Concepts.OBSERVER_TYPE, Concepts.PERSON);
      ContentItems.person(root, context, Concepts.PERSON_NAME, reviewer.name());
      if (reviewer.organization() != null && !reviewer.organization().isBlank()) {
        ContentItems.text(root, context, Concepts.PERSON_ORGANIZATION, reviewer.organization());
      }
      return;
    }
    ContentItems.code(root, context, Concepts.OBSERVER_TYPE, Concepts.DEVICE);
    ContentItems.uid(root, context, Concepts.DEVICE_UID, Uids.IMPLEMENTATION_CLASS);
    ContentItems.text(root, context, Concepts.DEVICE_NAME, provenance.bundleName());
    ContentItems.text(root, context, Concepts.DEVICE_MANUFACTURER, "Fovea");
    ContentItems.text(root, context, Concepts.DEVICE_MODEL, "Fovea");
    ContentItems.text(root, context, Concepts.DEVICE_SERIAL, common.serialNumber());
  }

  private Code procedure() {
    return Concepts.procedure(common.source().series().getFirst().modality());
  }

  /** The images that were looked at (TID 1600). */
  private void library(Attributes root) {
    Attributes library = ContentItems.container(root, Concepts.IMAGE_LIBRARY);
    for (Series series : common.source().series()) {
      Attributes group = ContentItems.container(library, Concepts.IMAGE_LIBRARY_GROUP);
      ContentItems.code(
          group,
          ContentItems.HAS_ACQ_CONTEXT,
          Concepts.MODALITY,
          Concepts.modality(series.modality()));
      for (Instance i : series.images()) {
        ContentItems.image(group, null, i.sopClassUid(), i.sopInstanceUid(), 0);
      }
    }
  }

  /** One finding (TID 1411 with TID 1419 and 4019). */
  private void group(Attributes measurements, Group group, String session) {
    Finding finding = group.finding();
    Attributes c = ContentItems.container(measurements, Concepts.MEASUREMENT_GROUP);
    boolean planar = finding.region() instanceof Region.Area;
    template(c, planar ? "1410" : "1411");
    String context = ContentItems.HAS_OBS_CONTEXT;
    ContentItems.text(c, context, Concepts.ACTIVITY_SESSION, session);
    ContentItems.text(c, context, Concepts.TRACKING_ID, finding.trackingId());
    ContentItems.uid(c, context, Concepts.TRACKING_UID, finding.trackingUid());
    ContentItems.code(
        c,
        ContentItems.CONTAINS,
        Concepts.FINDING_CATEGORY,
        SegmentationObject.or(finding.category(), Concepts.MORPHOLOGICALLY_ABNORMAL));
    ContentItems.code(
        c,
        ContentItems.CONTAINS,
        Concepts.FINDING,
        SegmentationObject.or(finding.code(), Concepts.LESION));
    if (group.segmentation() != null) {
      ContentItems.image(
          c,
          Concepts.REFERENCED_SEGMENT,
          group.segmentation().sopClassUid(),
          group.segmentation().sopInstanceUid(),
          group.segment());
    }
    Region where = group.region() == null ? finding.region() : group.region();
    if (where instanceof Region.Area area) { // also of what was rejected
      ContentItems.polygon(
          c, Concepts.IMAGE_REGION, PlanarRegion.points(area, common.slide()), frameOfReference());
    }
    if (!planar) {
      ContentItems.uid(
          c,
          ContentItems.CONTAINS,
          Concepts.SOURCE_SERIES,
          common.source().series().getFirst().seriesInstanceUid());
    }
    if (finding.site() != null) {
      ContentItems.code(c, ContentItems.HAS_CONCEPT_MOD, Concepts.FINDING_SITE, finding.site());
    }
    algorithm(c);
    if (group.region() != null) {
      switch (group.region()) {
        case Region.Solid solid -> {
          Attributes volume =
              ContentItems.number(c, Concepts.VOLUME, solid.volumeMl(), Concepts.MILLILITRE);
          ContentItems.code(
              volume,
              ContentItems.HAS_CONCEPT_MOD,
              Concepts.MEASUREMENT_METHOD,
              Concepts.SUM_OF_VOXELS);
          ContentItems.number(c, Concepts.LONG_AXIS, solid.longAxisMm(), Concepts.MILLIMETRE);
        }
        case Region.Area area -> {
          ContentItems.number(c, Concepts.AREA, area.areaMm2(), Concepts.SQUARE_MILLIMETRE);
          ContentItems.number(c, Concepts.LONG_AXIS, area.longAxisMm(), Concepts.MILLIMETRE);
        }
      }
      if (Double.isFinite(finding.probability())) {
        ContentItems.number(c, Concepts.CERTAINTY, finding.probability() * 100, Concepts.PERCENT);
      }
    }
    if (group.verdict() != null) {
      verdict(c, group);
    }
  }

  private String frameOfReference() {
    return common.source().header().getString(Tag.FrameOfReferenceUID);
  }

  private void algorithm(Attributes group) {
    Provenance p = common.provenance();
    String mod = ContentItems.HAS_CONCEPT_MOD;
    ContentItems.text(group, mod, Concepts.ALGORITHM_NAME, p.bundleId());
    ContentItems.text(group, mod, Concepts.ALGORITHM_VERSION, p.bundleVersion());
    ContentItems.text(
        group, mod, Concepts.ALGORITHM_PARAMETERS, "weights SHA-256 " + p.bundleSha256());
  }

  private static void verdict(Attributes group, Group of) {
    Verdict verdict = of.verdict();
    Code decision =
        switch (verdict.decision()) {
          case ACCEPTED -> Concepts.ACCEPTED;
          case CHANGED -> Concepts.CHANGED;
          case REJECTED -> Concepts.DENIED;
          case PENDING -> throw new IllegalArgumentException("nothing was decided");
        };
    ContentItems.code(group, ContentItems.CONTAINS, Concepts.DECISION, decision);
    text(group, Concepts.DISAGREEMENT, verdict.reason());
    text(group, Concepts.COMMENT, verdict.comment());
    text(group, Concepts.COMMENT, of.remark());
  }

  private static void text(Attributes group, Code concept, String text) {
    if (text != null && !text.isBlank()) {
      ContentItems.text(group, ContentItems.CONTAINS, concept, text);
    }
  }
}
