package org.fovea.dicom.result;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.finding.Code;

/** Adds content items to a structured report (PS3.3 C.17.3). Each returns the item it added. */
final class ContentItems {
  static final String CONTAINS = "CONTAINS";
  static final String HAS_CONCEPT_MOD = "HAS CONCEPT MOD";
  static final String HAS_OBS_CONTEXT = "HAS OBS CONTEXT";
  static final String HAS_ACQ_CONTEXT = "HAS ACQ CONTEXT";

  private ContentItems() {}

  private static Attributes add(Attributes parent, String relationship, String type, Code concept) {
    Attributes item = Elements.more(parent, Tag.ContentSequence);
    item.setString(Tag.RelationshipType, VR.CS, relationship);
    item.setString(Tag.ValueType, VR.CS, type);
    if (concept != null) {
      Elements.code(item, Tag.ConceptNameCodeSequence, concept);
    }
    return item;
  }

  static Attributes container(Attributes parent, Code concept) {
    Attributes item = add(parent, CONTAINS, "CONTAINER", concept);
    item.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
    return item;
  }

  static Attributes code(Attributes parent, String relationship, Code concept, Code value) {
    Attributes item = add(parent, relationship, "CODE", concept);
    Elements.code(item, Tag.ConceptCodeSequence, value);
    return item;
  }

  static Attributes text(Attributes parent, String relationship, Code concept, String text) {
    Attributes item = add(parent, relationship, "TEXT", concept);
    item.setString(Tag.TextValue, VR.UT, text);
    return item;
  }

  static Attributes uid(Attributes parent, String relationship, Code concept, String uid) {
    Attributes item = add(parent, relationship, "UIDREF", concept);
    item.setString(Tag.UID, VR.UI, uid);
    return item;
  }

  static Attributes person(Attributes parent, String relationship, Code concept, String name) {
    Attributes item = add(parent, relationship, "PNAME", concept);
    item.setString(Tag.PersonName, VR.PN, name);
    return item;
  }

  /** A number, as a decimal string and, for what does not fit into one, in binary as well. */
  static Attributes number(Attributes parent, Code concept, double value, Code unit) {
    Attributes item = add(parent, CONTAINS, "NUM", concept);
    Attributes measured = Elements.item(item, Tag.MeasuredValueSequence);
    measured.setString(Tag.NumericValue, VR.DS, Elements.decimal(value));
    measured.setDouble(Tag.FloatingPointValue, VR.FD, value);
    Elements.code(measured, Tag.MeasurementUnitsCodeSequence, unit);
    return item;
  }

  /**
   * A reference to an image.
   *
   * @param segment number of a segment; 0 for the image as a whole
   */
  static Attributes image(
      Attributes parent, Code concept, String sopClassUid, String sopInstanceUid, int segment) {
    Attributes item = add(parent, CONTAINS, "IMAGE", concept);
    Attributes reference = Elements.item(item, Tag.ReferencedSOPSequence);
    Elements.reference(reference, sopClassUid, sopInstanceUid);
    if (segment > 0) {
      reference.setInt(Tag.ReferencedSegmentNumber, VR.US, segment);
    }
    return item;
  }

  /**
   * A closed line in the frame of reference of the images (PS3.3 C.18.9).
   *
   * @param points x, y, z of each point, mm, the first repeated at the end
   */
  static Attributes polygon(
      Attributes parent, Code concept, float[] points, String frameOfReferenceUid) {
    Attributes item = add(parent, CONTAINS, "SCOORD3D", concept);
    item.setString(Tag.GraphicType, VR.CS, "POLYGON");
    item.setFloat(Tag.GraphicData, VR.FL, points);
    item.setString(Tag.ReferencedFrameOfReferenceUID, VR.UI, frameOfReferenceUid);
    return item;
  }
}
