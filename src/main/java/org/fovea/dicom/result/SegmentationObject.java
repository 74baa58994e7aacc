package org.fovea.dicom.result;

import java.util.BitSet;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.Provenance;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.Mask;

/** Builds a binary segmentation, one segment a finding (PS3.3 A.51, C.8.20). */
final class SegmentationObject {
  /** sRGB colours told apart by people with colour-blind eyes too (Okabe and Ito 2008). */
  private static final int[] COLOURS = {
    0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7
  };

  private final CommonModules common;

  SegmentationObject(CommonModules common) {
    this.common = common;
  }

  /**
   * One segment.
   *
   * @param automatic whether no person had a hand in it
   */
  record Segment(Finding finding, Mask mask, boolean automatic) {}

  /**
   * The object.
   *
   * @param segments at least one, each with at least one voxel, all on the same grid
   * @param contentDescription at most 64 characters
   * @param statement what must be known of every segment: research use, validation, gate
   * @param creator person's name, or empty
   */
  Attributes build(
      List<Segment> segments,
      int seriesNumber,
      String seriesDescription,
      String contentDescription,
      String statement,
      String creator) {
    Grid grid = segments.getFirst().mask().grid();
    List<String> texts =
        segments.stream().map(s -> s.finding().label() + s.finding().trackingId()).toList();
    List<String> all = new java.util.ArrayList<>(texts);
    all.add(statement);
    all.add(creator);
    Attributes object =
        common.object(UID.SegmentationStorage, "SEG", seriesNumber, seriesDescription, all);
    object.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
    object.setString(Tag.ContentLabel, VR.CS, "FINDINGS");
    object.setString(Tag.ContentDescription, VR.LO, Elements.line(contentDescription, 64));
    object.setString(Tag.ContentCreatorName, VR.PN, creator);
    object.setInt(Tag.BitsAllocated, VR.US, 1);
    object.setInt(Tag.BitsStored, VR.US, 1);
    object.setInt(Tag.HighBit, VR.US, 0);
    object.setInt(Tag.PixelRepresentation, VR.US, 0);
    object.setString(Tag.SegmentationType, VR.CS, "BINARY");
    object.setString(Tag.SegmentsOverlap, VR.CS, overlap(segments) ? "YES" : "NO");
    FunctionalGroups groups = new FunctionalGroups(common, grid, object);
    Dimensions.declare(
        object,
        new int[] {
          Tag.ReferencedSegmentNumber,
          Tag.SegmentIdentificationSequence,
          Tag.ImagePositionPatient,
          Tag.PlanePositionSequence
        },
        "Segment Number",
        "Image Position (Patient)");
    int area = grid.columns() * grid.rows();
    BitSet packed = new BitSet();
    int frames = 0;
    for (int s = 0; s < segments.size(); s++) {
      Segment segment = segments.get(s);
      describe(
          Elements.more(object, Tag.SegmentSequence),
          segment.finding(),
          segment.automatic(),
          s + 1,
          statement);
      BitSet voxels = segments.get(s).mask().voxels();
      for (int k = 0; k < grid.slices(); k++) {
        int from = k * area;
        int next = voxels.nextSetBit(from);
        if (next < 0 || next >= from + area) {
          continue;
        }
        Attributes frame = groups.frame(k, s + 1, k + 1);
        Elements.item(frame, Tag.SegmentIdentificationSequence)
            .setInt(Tag.ReferencedSegmentNumber, VR.US, s + 1);
        long base = (long) frames * area - from;
        for (; next >= 0 && next < from + area; next = voxels.nextSetBit(next + 1)) {
          packed.set(Math.toIntExact(base + next));
        }
        frames++;
      }
    }
    groups.pixels(frames);
    object.setBytes(Tag.PixelData, VR.OB, bytes(packed, (long) frames * area));
    return object;
  }

  /** One bit a pixel, the first in the lowest bit, frames without gaps (PS3.5 8.1.1, D). */
  static byte[] bytes(BitSet bits, long length) {
    int bytes = Math.toIntExact((length + 15) / 16 * 2);
    return java.util.Arrays.copyOf(bits.toByteArray(), bytes);
  }

  private static boolean overlap(List<Segment> segments) {
    BitSet seen = new BitSet();
    for (Segment segment : segments) {
      if (seen.intersects(segment.mask().voxels())) {
        return true;
      }
      seen.or(segment.mask().voxels());
    }
    return false;
  }

  /** Fills an item of the Segment Sequence (PS3.3 C.8.20.4). */
  void describe(Attributes item, Finding finding, boolean automatic, int number, String statement) {
    Provenance provenance = common.provenance();
    String algorithm = Elements.line(provenance.bundleId(), 64);
    item.setInt(Tag.SegmentNumber, VR.US, number);
    item.setString(Tag.SegmentLabel, VR.LO, Elements.line(finding.trackingId(), 64));
    item.setString(Tag.SegmentDescription, VR.ST, Elements.limit(statement, 1024));
    item.setString(Tag.SegmentAlgorithmType, VR.CS, automatic ? "AUTOMATIC" : "SEMIAUTOMATIC");
    item.setString(Tag.SegmentAlgorithmName, VR.LO, algorithm);
    Attributes identification =
        Elements.item(item, Tag.SegmentationAlgorithmIdentificationSequence);
    algorithm(identification, provenance);
    Elements.code(
        item,
        Tag.SegmentedPropertyCategoryCodeSequence,
        or(finding.category(), Concepts.MORPHOLOGICALLY_ABNORMAL));
    Elements.code(item, Tag.SegmentedPropertyTypeCodeSequence, or(finding.code(), Concepts.LESION));
    if (finding.site() != null) {
      Elements.code(item, Tag.AnatomicRegionSequence, finding.site());
    }
    item.setString(Tag.TrackingID, VR.UT, finding.trackingId());
    item.setString(Tag.TrackingUID, VR.UI, finding.trackingUid());
    item.setInt(
        Tag.RecommendedDisplayCIELabValue, VR.US, lab(COLOURS[(number - 1) % COLOURS.length]));
  }

  /** Fills an Algorithm Identification macro (PS3.3 10.16). */
  static void algorithm(Attributes item, Provenance provenance) {
    Elements.code(item, Tag.AlgorithmFamilyCodeSequence, Concepts.ARTIFICIAL_INTELLIGENCE);
    item.setString(Tag.AlgorithmName, VR.LO, Elements.line(provenance.bundleId(), 64));
    item.setString(Tag.AlgorithmVersion, VR.LO, Elements.line(provenance.bundleVersion(), 64));
    item.setString(Tag.AlgorithmParameters, VR.LT, "weights SHA-256 " + provenance.bundleSha256());
    item.setString(Tag.AlgorithmSource, VR.LO, "Fovea");
  }

  static Code or(Code code, Code fallback) {
    return code == null || code.value() == null || code.value().isBlank() ? fallback : code;
  }

  /**
   * A colour as PCS-Values (PS3.3 C.10.7.1.1): L* from 0 to 100 and a*, b* from -128 to 127, each
   * over the whole of 16 bits, in relation to D50.
   */
  static int[] lab(int rgb) {
    double r = linear(rgb >> 16 & 0xff);
    double g = linear(rgb >> 8 & 0xff);
    double b = linear(rgb & 0xff);
    // sRGB to XYZ in relation to D50 (Bradford), IEC 61966-2-1.
    double x = f((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.9642200);
    double y = f(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
    double z = f((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.8252100);
    return new int[] {
      scale((116 * y - 16) / 100),
      scale((500 * (x - y) + 128) / 255),
      scale((200 * (y - z) + 128) / 255)
    };
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  private static int scale(double fraction) {
    return (int) Math.round(Math.clamp(fraction, 0, 1) * 65535);
  }
}
