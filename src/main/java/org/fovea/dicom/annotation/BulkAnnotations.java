package org.fovea.dicom.annotation;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.dicom.result.CommonModules;
import org.fovea.dicom.result.Elements;
import org.fovea.dicom.result.ObjectFile;
import org.fovea.dicom.result.SourceImages;
import org.fovea.dicom.result.Uids;
import org.fovea.dicom.result.WholeFiles;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.Code;
import org.fovea.finding.Provenance;

/**
 * Marks on slides as Microscopy Bulk Simple Annotations objects (PS3.3 A.87 and C.37), with
 * coordinates in the total pixel matrix of the highest resolution. Safe for several threads.
 */
public final class BulkAnnotations {
  /** Microscopy Bulk Simple Annotations Storage. */
  public static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.91.1";

  /** Category of what a person drew without saying what it is (CID 7150). */
  public static final Code SPATIAL = new Code("SCT", "309825002", "Spatial and Relational Concept");

  /** Type of an area or point that a person marked. */
  public static final Code REGION = new Code("DCM", "111030", "Image Region");

  /** Type of a distance that was measured. */
  public static final Code LENGTH = new Code("SCT", "410668003", "Length");

  private static final Text TEXT = Text.of(BulkAnnotations.class);
  private static final int SERIES_NUMBER = 9004;

  // Elements that the toolkit has no names for (PS3.6).
  private static final int COORDINATE_TYPE = 0x006A0001;
  private static final int GROUP_SEQUENCE = 0x006A0002;
  private static final int GROUP_UID = 0x006A0003;
  private static final int GROUP_LABEL = 0x006A0005;
  private static final int GENERATION_TYPE = 0x006A0007;
  private static final int ALGORITHM_SEQUENCE = 0x006A0008;
  private static final int CATEGORY_SEQUENCE = 0x006A0009;
  private static final int TYPE_SEQUENCE = 0x006A000A;
  private static final int NUMBER_OF_ANNOTATIONS = 0x006A000C;
  private static final int ALL_OPTICAL_PATHS = 0x006A000D;
  private static final int DOUBLE_POINT_COORDINATES = 0x00660022;

  private static final Code ARTIFICIAL_INTELLIGENCE =
      new Code("DCM", "123110", "Artificial Intelligence");

  /** Elements of the specimen that are taken over from the slide (PS3.3 C.7.6.22). */
  private static final int[] SPECIMEN = {
    Tag.ContainerIdentifier,
    Tag.IssuerOfTheContainerIdentifierSequence,
    Tag.AlternateContainerIdentifierSequence,
    Tag.ContainerTypeCodeSequence,
    Tag.ContainerDescription,
    Tag.ContainerComponentSequence,
    Tag.SpecimenDescriptionSequence
  };

  private final SourceOpener opener = new SourceOpener();

  /**
   * What an object holds.
   *
   * @param referencedSopInstanceUids the images that the marks lie on
   * @param manufacturer whose it is; may be empty
   * @param model likewise
   * @param contentDateTime {@code yyyyMMddHHmmss}; may be empty
   * @param creator who drew the marks, as DICOM writes names; may be empty
   */
  public record Opened(
      List<AnnotationGroup> groups,
      Set<String> referencedSopInstanceUids,
      String manufacturer,
      String model,
      String contentDateTime,
      String creator) {}

  /**
   * Who or what the marks are by.
   *
   * @param provenance of an analysis; null for a person's marks
   * @param creator person's name as DICOM writes it; empty where there is none
   * @param softwareVersion of this program
   * @param description for people, such as {@code Annotations}
   */
  public record Origin(
      Provenance provenance, String creator, String softwareVersion, String description) {}

  /**
   * Writes marks, whole or not at all.
   *
   * @param image the slide that they lie on, of a series of the study
   * @throws FoveaException WRITE_FAILED, or as reading the slide's header
   */
  public void write(
      Study study, SlideImage image, List<AnnotationGroup> groups, Origin origin, Path target)
      throws FoveaException {
    WholeFiles files = new WholeFiles(UnaryOperator.identity());
    files.write(target, object(study, image, groups, origin));
    files.commit();
  }

  private Attributes object(
      Study study, SlideImage image, List<AnnotationGroup> groups, Origin origin)
      throws FoveaException {
    Instance highest = image.highest();
    SourceImages source =
        SourceImages.read(opener, study, List.of(highest.seriesInstanceUid()), image);
    CommonModules common =
        new CommonModules(
            source, origin.provenance(), origin.softwareVersion(), ZonedDateTime.now());
    List<String> texts = new ArrayList<>(List.of(origin.description(), origin.creator()));
    groups.forEach(g -> texts.add(g.label()));
    Attributes object = common.object(SOP_CLASS, "ANN", SERIES_NUMBER, origin.description(), texts);
    for (int tag : SPECIMEN) {
      CommonModules.copy(source.header(), object, tag);
    }
    object.setString(Tag.ContentLabel, VR.CS, "ANNOTATIONS");
    object.setString(Tag.ContentDescription, VR.LO, Elements.line(origin.description(), 64));
    object.setString(Tag.ContentCreatorName, VR.PN, origin.creator());
    object.setString(COORDINATE_TYPE, VR.CS, "2D");
    object.setString(Tag.PixelOriginInterpretation, VR.CS, "VOLUME");
    Elements.reference(
        Elements.item(object, Tag.ReferencedImageSequence),
        highest.sopClassUid(),
        highest.sopInstanceUid());
    common.commonInstanceReference(object);
    int number = 0;
    for (AnnotationGroup group : groups) {
      group(Elements.more(object, GROUP_SEQUENCE), group, ++number);
    }
    return object;
  }

  private static void group(Attributes item, AnnotationGroup group, int number) {
    item.setInt(Tag.AnnotationGroupNumber, VR.US, number);
    item.setString(GROUP_UID, VR.UI, group.uid().isEmpty() ? Uids.create() : group.uid());
    item.setString(GROUP_LABEL, VR.LO, Elements.line(group.label(), 64));
    AnnotationGroup.Algorithm by = group.algorithm();
    item.setString(GENERATION_TYPE, VR.CS, by == null ? "MANUAL" : "AUTOMATIC");
    if (by != null) {
      Attributes algorithm = Elements.item(item, ALGORITHM_SEQUENCE);
      Elements.code(algorithm, Tag.AlgorithmFamilyCodeSequence, ARTIFICIAL_INTELLIGENCE);
      algorithm.setString(Tag.AlgorithmName, VR.LO, Elements.line(by.name(), 64));
      algorithm.setString(Tag.AlgorithmVersion, VR.LO, Elements.line(by.version(), 64));
      if (!by.parameters().isEmpty()) {
        algorithm.setString(Tag.AlgorithmParameters, VR.LT, Elements.limit(by.parameters(), 1024));
      }
      algorithm.setString(Tag.AlgorithmSource, VR.LO, "Fovea");
    }
    Elements.code(item, CATEGORY_SEQUENCE, group.category());
    Elements.code(item, TYPE_SEQUENCE, group.type());
    item.setInt(NUMBER_OF_ANNOTATIONS, VR.UL, group.size());
    item.setString(ALL_OPTICAL_PATHS, VR.CS, "YES");
    item.setString(Tag.GraphicType, VR.CS, group.kind().name());
    float[] values = new float[group.coordinates().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) group.coordinates()[i];
    }
    item.setFloat(Tag.PointCoordinatesData, VR.OF, values);
    if (group.kind().points == 0) {
      // counted from 1, in single coordinates (PS3.3 C.37.1.2.3)
      int[] list = new int[group.starts().length];
      for (int i = 0; i < list.length; i++) {
        list[i] = group.starts()[i] + 1;
      }
      item.setInt(Tag.LongPrimitivePointIndexList, VR.OL, list);
    }
  }

  /**
   * Opens an object; ellipses become polygons. Groups in three dimensions are left out.
   *
   * @throws FoveaException DAMAGED where what it says of itself does not hold
   */
  public Opened read(Source source) throws FoveaException {
    Attributes object = ObjectFile.header(opener, source).dataset();
    try {
      List<AnnotationGroup> groups = new ArrayList<>();
      boolean flat = "2D".equals(object.getString(COORDINATE_TYPE));
      // in the coordinates of a frame only a picture of one frame can be meant
      boolean whole = !"FRAME".equals(object.getString(Tag.PixelOriginInterpretation, "VOLUME"));
      for (Attributes item : Elements.items(object, GROUP_SEQUENCE)) {
        if (flat && whole) {
          AnnotationGroup group = group(item);
          if (group != null) {
            groups.add(group);
          }
        }
      }
      Set<String> images = new java.util.HashSet<>();
      for (Attributes item : Elements.items(object, Tag.ReferencedImageSequence)) {
        images.add(item.getString(Tag.ReferencedSOPInstanceUID, ""));
      }
      return new Opened(
          List.copyOf(groups),
          Set.copyOf(images),
          object.getString(Tag.Manufacturer, ""),
          object.getString(Tag.ManufacturerModelName, ""),
          object.getString(Tag.ContentDate, "") + object.getString(Tag.ContentTime, ""),
          object.getString(Tag.ContentCreatorName, ""));
    } catch (RuntimeException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("damaged"), e);
    }
  }

  private static AnnotationGroup group(Attributes item) {
    String graphic = item.getString(Tag.GraphicType, "");
    AnnotationGroup.Kind kind = null;
    for (AnnotationGroup.Kind k : AnnotationGroup.Kind.values()) {
      kind = k.name().equals(graphic) ? k : kind;
    }
    boolean ellipses = "ELLIPSE".equals(graphic);
    if (kind == null && !ellipses) {
      return null;
    }
    double[] coordinates = coordinates(item);
    int[] list = item.getInts(Tag.LongPrimitivePointIndexList);
    if (ellipses) {
      kind = AnnotationGroup.Kind.POLYGON;
      list = Ellipses.starts(coordinates);
      coordinates = Ellipses.polygons(coordinates);
    }
    int[] starts = new int[kind.points > 0 || list == null ? 0 : list.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = list[i] - 1;
    }
    Attributes algorithm = item.getNestedDataset(ALGORITHM_SEQUENCE);
    boolean manual = "MANUAL".equals(item.getString(GENERATION_TYPE, "MANUAL"));
    AnnotationGroup.Algorithm by =
        manual
            ? null
            : new AnnotationGroup.Algorithm(
                algorithm == null ? "" : algorithm.getString(Tag.AlgorithmName, ""),
                algorithm == null ? "" : algorithm.getString(Tag.AlgorithmVersion, ""),
                algorithm == null ? "" : algorithm.getString(Tag.AlgorithmParameters, ""));
    return new AnnotationGroup(
        item.getString(GROUP_UID, ""),
        item.getString(GROUP_LABEL, ""),
        known(Elements.code(item, CATEGORY_SEQUENCE)),
        known(Elements.code(item, TYPE_SEQUENCE)),
        kind,
        coordinates,
        starts,
        by);
  }

  private static Code known(Code code) {
    return code == null ? new Code("", "", "") : code;
  }

  private static double[] coordinates(Attributes item) {
    double[] exact = item.getDoubles(DOUBLE_POINT_COORDINATES);
    if (exact != null && exact.length > 0) {
      return exact;
    }
    float[] single = item.getFloats(Tag.PointCoordinatesData);
    double[] values = new double[single == null ? 0 : single.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = single[i];
    }
    return values;
  }
}
