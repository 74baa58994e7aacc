package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader;
import org.fovea.dicom.SourceOpener;

/**
 * Opens segmentations, parametric maps and structured reports, of this program and of others. Safe
 * for use by several threads.
 */
public final class DicomResultReader implements ResultReader {
  private static final Text TEXT = Text.of(DicomResultReader.class);

  /** Label Map Segmentation Storage (PS3.4 B.5), newer than the toolkit's dictionary. */
  static final String LABEL_MAP_SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.7";

  private static final Set<String> REPORTS =
      Set.of(
          UID.BasicTextSRStorage,
          UID.EnhancedSRStorage,
          UID.ComprehensiveSRStorage,
          UID.Comprehensive3DSRStorage);

  private final PixelReader pixels;
  private final SourceOpener opener = new SourceOpener();

  /**
   * @param pixels decodes frames that are compressed
   */
  public DicomResultReader(PixelReader pixels) {
    this.pixels = pixels;
  }

  /** The SOP classes that are opened. */
  public static Set<String> sopClasses() {
    Set<String> all = new LinkedHashSet<>(REPORTS);
    all.add(UID.SegmentationStorage);
    all.add(LABEL_MAP_SEGMENTATION);
    all.add(UID.ParametricMapStorage);
    return Set.copyOf(all);
  }

  @Override
  public Result read(Instance instance) throws FoveaException {
    String kind = instance.sopClassUid();
    if (!sopClasses().contains(kind)) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED,
          instance.source().toString(),
          TEXT.get("kind.unsupported", UID.nameOf(kind)));
    }
    Attributes object = ObjectFile.whole(opener, instance.source()).dataset();
    try {
      if (REPORTS.contains(kind)) {
        return ReportParser.parse(object, origin(object));
      }
      Origin origin = origin(object);
      List<String> series = referencedSeries(object);
      if (kind.equals(UID.ParametricMapStorage)) {
        return ParametricMapParser.parse(
            pixels, instance, object, origin, series, referencedImages(object));
      }
      return new SegmentationResult(
          origin,
          SegmentationParser.parse(pixels, instance, object),
          series,
          referencedImages(object));
    } catch (RuntimeException | StackOverflowError e) {
      throw new FoveaException(
          ErrorCode.DAMAGED, instance.source().toString(), TEXT.get("damaged"), e);
    }
  }

  private static Origin origin(Attributes object) {
    String algorithm = "";
    for (Attributes segment : Elements.items(object, Tag.SegmentSequence)) {
      Attributes item = segment.getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
      if (item != null) {
        algorithm =
            (item.getString(Tag.AlgorithmName, "") + " " + item.getString(Tag.AlgorithmVersion, ""))
                .strip();
      } else {
        algorithm = segment.getString(Tag.SegmentAlgorithmName, "");
      }
      break;
    }
    Attributes bundle = object.getNestedDataset(Tag.ContributingEquipmentSequence);
    if (algorithm.isEmpty() && bundle != null) {
      algorithm =
          (bundle.getString(Tag.ManufacturerModelName, "")
                  + " "
                  + bundle.getString(Tag.SoftwareVersions, ""))
              .strip();
    }
    return new Origin(
        object.getString(Tag.Manufacturer, ""),
        object.getString(Tag.ManufacturerModelName, ""),
        algorithm,
        object.getString(Tag.ContentLabel, ""),
        object.getString(Tag.ContentDate, "") + object.getString(Tag.ContentTime, ""),
        "VERIFIED".equals(object.getString(Tag.VerificationFlag)));
  }

  private static Set<String> referencedImages(Attributes object) {
    Set<String> uids = new LinkedHashSet<>();
    for (Attributes series : Elements.items(object, Tag.ReferencedSeriesSequence)) {
      for (Attributes image : Elements.items(series, Tag.ReferencedInstanceSequence)) {
        uids.add(image.getString(Tag.ReferencedSOPInstanceUID, ""));
      }
    }
    return uids;
  }

  private static List<String> referencedSeries(Attributes object) {
    List<String> uids = new ArrayList<>();
    for (Attributes series : Elements.items(object, Tag.ReferencedSeriesSequence)) {
      String uid = series.getString(Tag.SeriesInstanceUID);
      if (uid != null && !uids.contains(uid)) {
        uids.add(uid);
      }
    }
    return uids;
  }
}
