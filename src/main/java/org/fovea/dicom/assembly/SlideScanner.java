package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.fovea.imaging.geometry.Vec3;

/** Takes from the header of a whole-slide image what tells its place in a pyramid. */
final class SlideScanner {
  private static final int TOTAL_COLUMNS = 0x00480006;
  private static final int TOTAL_ROWS = 0x00480007;
  private static final int MATRIX_ORIGIN = 0x00480008;
  private static final int ORIENTATION_SLIDE = 0x00480102;
  private static final int VOLUME_WIDTH = 0x00480001;
  private static final int VOLUME_HEIGHT = 0x00480002;
  private static final int PYRAMID_UID = 0x00080019;
  private static final int FOCAL_PLANES = 0x00480303;
  private static final int OPTICAL_PATHS = 0x00480302;

  /** "Using substance" in SNOMED CT and, in older objects, SNOMED RT (PS3.16 TID 8003). */
  private static final Set<String> USING_SUBSTANCE = Set.of("424361007", "G-C350");

  private SlideScanner() {}

  static ScannedSlide scan(Attributes data, FunctionalGroups groups) {
    List<String> type = Values.texts(data, Tag.ImageType);
    int columns = Math.max(0, Values.integer(data, TOTAL_COLUMNS, 0));
    int rows = Math.max(0, Values.integer(data, TOTAL_ROWS, 0));
    double[] spacing = spacing(data, groups, columns, rows);
    double[] o = Values.numbers(data, ORIENTATION_SLIDE);
    Attributes origin = Values.item(data, MATRIX_ORIGIN);
    double x = Values.number(origin, Tag.XOffsetInSlideCoordinateSystem);
    double y = Values.number(origin, Tag.YOffsetInSlideCoordinateSystem);
    double z = Values.number(origin, Tag.ZOffsetInSlideCoordinateSystem);
    return new ScannedSlide(
        type.size() > 2 ? type.get(2) : "",
        columns,
        rows,
        sparse(data, groups),
        Values.text(data, Tag.ContainerIdentifier),
        Values.text(data, PYRAMID_UID),
        Values.text(data, Tag.ConcatenationUID),
        Values.integer(data, Tag.InConcatenationNumber, 1),
        Math.max(0, Values.integer(data, Tag.ConcatenationFrameOffsetNumber, 0)),
        spacing[0],
        spacing[1],
        Double.isNaN(x) || Double.isNaN(y) ? null : new Vec3(x, y, Double.isNaN(z) ? 0 : z),
        o.length == 6 ? new Vec3(o[0], o[1], o[2]) : null,
        o.length == 6 ? new Vec3(o[3], o[4], o[5]) : null,
        Math.max(1, Values.integer(data, FOCAL_PLANES, 1))
            * Math.max(1, Values.integer(data, OPTICAL_PATHS, 1)),
        stains(data));
  }

  /** Objects older than Dimension Organization Type place each frame by itself. */
  private static boolean sparse(Attributes data, FunctionalGroups groups) {
    String type = Values.text(data, Tag.DimensionOrganizationType);
    return type.equals("TILED_SPARSE")
        || !type.equals("TILED_FULL") && groups.macro(0, Tag.PlanePositionSlideSequence) != null;
  }

  /** Along a row, along a column, mm: Pixel Measures, else the size of the imaged volume. */
  private static double[] spacing(Attributes data, FunctionalGroups groups, int columns, int rows) {
    double[] stated = Values.numbers(groups.macro(0, Tag.PixelMeasuresSequence), Tag.PixelSpacing);
    if (stated.length == 2) {
      return new double[] {stated[1], stated[0]};
    }
    double width = Values.number(data, VOLUME_WIDTH);
    double height = Values.number(data, VOLUME_HEIGHT);
    return columns > 0 && rows > 0
        ? new double[] {width / columns, height / rows}
        : new double[] {Double.NaN, Double.NaN};
  }

  /** The substances of the staining, in the words of Specimen Preparation (PS3.3 C.7.6.22). */
  private static List<String> stains(Attributes data) {
    Set<String> found = new LinkedHashSet<>();
    for (Attributes specimen : items(data, Tag.SpecimenDescriptionSequence)) {
      for (Attributes preparation : items(specimen, Tag.SpecimenPreparationSequence)) {
        for (Attributes step : items(preparation, Tag.SpecimenPreparationStepContentItemSequence)) {
          Attributes name = Values.item(step, Tag.ConceptNameCodeSequence);
          if (USING_SUBSTANCE.contains(Values.text(name, Tag.CodeValue))) {
            Attributes code = Values.item(step, Tag.ConceptCodeSequence);
            String stain =
                code == null
                    ? Values.text(step, Tag.TextValue)
                    : Values.text(code, Tag.CodeMeaning);
            if (!stain.isEmpty()) {
              found.add(stain);
            }
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<Attributes> items(Attributes from, int sequence) {
    Sequence found = from.getSequence(sequence);
    return found == null ? List.of() : new ArrayList<>(found);
  }
}
