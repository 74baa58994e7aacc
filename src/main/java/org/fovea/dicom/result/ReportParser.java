package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.dicom.ResultReader.NamedMeasurement;
import org.fovea.dicom.ResultReader.Origin;
import org.fovea.dicom.ResultReader.ReportItem;
import org.fovea.dicom.ResultReader.ReportResult;
import org.fovea.finding.Code;

/**
 * Reads the measurement groups of a structured report (PS3.16 TID 1500, 1410, 1411, 1501); reports
 * of other templates have none.
 */
final class ReportParser {
  /** Deeper content is not followed. */
  private static final int DEEPEST = 32;

  private ReportParser() {}

  static ReportResult parse(Attributes object, Origin origin) {
    List<ReportItem> items = new ArrayList<>();
    collect(object, items, 0);
    List<String> predecessors = new ArrayList<>();
    for (Attributes study : Elements.items(object, Tag.PredecessorDocumentsSequence)) {
      for (Attributes series : Elements.items(study, Tag.ReferencedSeriesSequence)) {
        for (Attributes sop : Elements.items(series, Tag.ReferencedSOPSequence)) {
          predecessors.add(sop.getString(Tag.ReferencedSOPInstanceUID, ""));
        }
      }
    }
    Code title = Elements.code(object, Tag.ConceptNameCodeSequence);
    return new ReportResult(origin, title == null ? "" : title.meaning(), items, predecessors);
  }

  private static void collect(Attributes parent, List<ReportItem> items, int depth) {
    for (Attributes item : Elements.items(parent, Tag.ContentSequence)) {
      if (Concepts.same(name(item), Concepts.MEASUREMENT_GROUP)) {
        items.add(group(item));
      } else if (depth < DEEPEST) {
        collect(item, items, depth + 1);
      }
    }
  }

  private static Code name(Attributes item) {
    return Elements.code(item, Tag.ConceptNameCodeSequence);
  }

  private static ReportItem group(Attributes group) {
    String uid = "";
    String id = "";
    Code finding = null;
    Code site = null;
    List<NamedMeasurement> measurements = new ArrayList<>();
    String decision = "";
    List<String> comments = new ArrayList<>();
    String segmentation = "";
    int segment = 0;
    for (Attributes item : Elements.items(group, Tag.ContentSequence)) {
      Code name = name(item);
      Code value = Elements.code(item, Tag.ConceptCodeSequence);
      switch (item.getString(Tag.ValueType, "")) {
        case "TEXT" -> {
          String text = item.getString(Tag.TextValue, "");
          if (Concepts.same(name, Concepts.TRACKING_ID)) {
            id = text;
          } else if (Concepts.same(name, Concepts.COMMENT)
              || Concepts.same(name, Concepts.DISAGREEMENT)) {
            comments.add(text);
          }
        }
        case "UIDREF" -> {
          if (Concepts.same(name, Concepts.TRACKING_UID)) {
            uid = item.getString(Tag.UID, "");
          }
        }
        case "CODE" -> {
          if (Concepts.same(name, Concepts.FINDING)) {
            finding = value;
          } else if (isSite(name)) {
            site = value;
          } else if (Concepts.same(name, Concepts.DECISION)) {
            decision = decision(value);
          }
        }
        case "NUM" -> {
          Attributes measured = item.getNestedDataset(Tag.MeasuredValueSequence);
          if (measured != null && measured.containsValue(Tag.NumericValue)) {
            double number =
                measured.getDouble(
                    Tag.FloatingPointValue, measured.getDouble(Tag.NumericValue, Double.NaN));
            Code unit = Elements.code(measured, Tag.MeasurementUnitsCodeSequence);
            measurements.add(new NamedMeasurement(name, number, unit));
          }
        }
        case "IMAGE" -> {
          Attributes reference = item.getNestedDataset(Tag.ReferencedSOPSequence);
          if (reference != null && reference.contains(Tag.ReferencedSegmentNumber)) {
            segmentation = reference.getString(Tag.ReferencedSOPInstanceUID, "");
            segment = reference.getInt(Tag.ReferencedSegmentNumber, 0);
          }
        }
        default -> {
          // Other items of the templates are not shown.
        }
      }
    }
    return new ReportItem(
        uid,
        id,
        finding,
        site,
        measurements,
        decision,
        String.join("\n", comments),
        segmentation,
        segment);
  }

  /** In SNOMED CT, or in the SNOMED RT style of older reports. */
  private static boolean isSite(Code name) {
    return Concepts.same(name, Concepts.FINDING_SITE)
        || name != null && name.scheme().equals("SRT") && name.value().equals("G-C0E3");
  }

  private static String decision(Code code) {
    if (Concepts.same(code, Concepts.ACCEPTED)) {
      return "ACCEPTED";
    }
    if (Concepts.same(code, Concepts.CHANGED)) {
      return "CHANGED";
    }
    return Concepts.same(code, Concepts.DENIED) ? "REJECTED" : "";
  }
}
