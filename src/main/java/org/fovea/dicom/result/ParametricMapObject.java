package org.fovea.dicom.result;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.Heatmap;

/** Builds a parametric map of 32-bit floating point numbers (PS3.3 A.75, C.8.32). */
final class ParametricMapObject {
  private final CommonModules common;

  ParametricMapObject(CommonModules common) {
    this.common = common;
  }

  /**
   * The object.
   *
   * @param maps at least one, all on the same grid
   */
  Attributes build(
      List<Heatmap> maps,
      int seriesNumber,
      String seriesDescription,
      String contentDescription,
      String statement) {
    Grid grid = maps.getFirst().values().grid();
    Attributes object = head(seriesNumber, seriesDescription, contentDescription, statement);
    FunctionalGroups groups = new FunctionalGroups(common, grid, object);
    sharedGroups(groups.shared());
    if (maps.size() == 1) {
      mapping(groups.shared(), maps.getFirst());
      Dimensions.declare(
          object,
          new int[] {Tag.ImagePositionPatient, Tag.PlanePositionSequence},
          "Image Position (Patient)");
    } else {
      Dimensions.declare(
          object,
          new int[] {
            Tag.LUTLabel,
            Tag.RealWorldValueMappingSequence,
            Tag.ImagePositionPatient,
            Tag.PlanePositionSequence
          },
          "Map",
          "Image Position (Patient)");
    }
    int frames = Math.multiplyExact(maps.size(), grid.slices());
    ByteBuffer pixels =
        ByteBuffer.allocate(Math.multiplyExact(Math.multiplyExact(maps.size(), grid.size()), 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int m = 0; m < maps.size(); m++) {
      for (int k = 0; k < grid.slices(); k++) {
        if (maps.size() == 1) {
          groups.frame(k, k + 1);
        } else {
          mapping(groups.frame(k, m + 1, k + 1), maps.get(m));
        }
      }
      for (float value : maps.get(m).values().values()) {
        pixels.putFloat(value);
      }
    }
    groups.pixels(frames);
    object.setBytes(Tag.FloatPixelData, VR.OF, pixels.array());
    return object;
  }

  /** What every map has but its frames. */
  Attributes head(
      int seriesNumber, String seriesDescription, String contentDescription, String statement) {
    String modality = common.source().series().getFirst().modality();
    Attributes object =
        common.object(
            UID.ParametricMapStorage,
            modality,
            seriesNumber,
            seriesDescription,
            List.of(contentDescription, statement));
    object.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY", "VOLUME", "NONE");
    object.setString(Tag.ContentLabel, VR.CS, "HEATMAP");
    object.setString(Tag.ContentDescription, VR.LO, Elements.line(contentDescription, 64));
    object.setNull(Tag.ContentCreatorName, VR.PN);
    object.setString(Tag.ContentQualification, VR.CS, "RESEARCH");
    object.setString(Tag.ImageComments, VR.LT, Elements.limit(statement, 10240));
    object.setString(Tag.BurnedInAnnotation, VR.CS, "NO");
    object.setString(Tag.RecognizableVisualFeatures, VR.CS, "NO");
    object.setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY");
    object.setInt(Tag.BitsAllocated, VR.US, 32);
    object.setNull(Tag.AcquisitionContextSequence, VR.SQ);
    String laterality = common.source().header().getString(Tag.Laterality);
    object.setString(Tag.Laterality, VR.CS, laterality == null ? "" : laterality);
    return object;
  }

  /** Groups that say that the numbers are the values themselves, from 0 to 1. */
  static void sharedGroups(Attributes shared) {
    Elements.item(shared, Tag.ParametricMapFrameTypeSequence)
        .setString(Tag.FrameType, VR.CS, "DERIVED", "PRIMARY", "VOLUME", "NONE");
    Attributes identity = Elements.item(shared, Tag.PixelValueTransformationSequence);
    identity.setString(Tag.RescaleIntercept, VR.DS, "0");
    identity.setString(Tag.RescaleSlope, VR.DS, "1");
    identity.setString(Tag.RescaleType, VR.LO, "US");
    // Values from 0 to 1 over the whole range of gray.
    Attributes voi = Elements.item(shared, Tag.FrameVOILUTSequence);
    voi.setString(Tag.WindowCenter, VR.DS, "0.5");
    voi.setString(Tag.WindowWidth, VR.DS, "1");
    voi.setString(Tag.VOILUTFunction, VR.CS, "LINEAR_EXACT");
  }

  /** What the numbers mean (PS3.3 C.7.6.16.2.11): the values themselves, without a unit. */
  private static void mapping(Attributes groups, Heatmap map) {
    mapping(groups, map.name(), map.quantity(), map.operatingThreshold());
  }

  /** As {@link #mapping(Attributes, Heatmap)}. */
  static void mapping(
      Attributes groups, String name, Heatmap.Quantity of, double operatingThreshold) {
    Attributes mapping = Elements.item(groups, Tag.RealWorldValueMappingSequence);
    mapping.setDouble(Tag.DoubleFloatRealWorldValueFirstValueMapped, VR.FD, 0);
    mapping.setDouble(Tag.DoubleFloatRealWorldValueLastValueMapped, VR.FD, 1);
    mapping.setDouble(Tag.RealWorldValueIntercept, VR.FD, 0);
    mapping.setDouble(Tag.RealWorldValueSlope, VR.FD, 1);
    mapping.setString(Tag.LUTExplanation, VR.LO, Elements.line(name, 64));
    mapping.setString(Tag.LUTLabel, VR.SH, Elements.line(name, 16));
    Elements.code(mapping, Tag.MeasurementUnitsCodeSequence, Concepts.NO_UNITS);
    Attributes quantity = Elements.more(mapping, Tag.QuantityDefinitionSequence);
    quantity.setString(Tag.ValueType, VR.CS, "CODE");
    Elements.code(quantity, Tag.ConceptNameCodeSequence, Concepts.QUANTITY);
    Elements.code(quantity, Tag.ConceptCodeSequence, Concepts.quantity(of));
    Attributes threshold = Elements.more(mapping, Tag.QuantityDefinitionSequence);
    threshold.setString(Tag.ValueType, VR.CS, "NUMERIC");
    Elements.code(threshold, Tag.ConceptNameCodeSequence, Concepts.OPERATING_THRESHOLD);
    threshold.setString(Tag.NumericValue, VR.DS, Elements.decimal(operatingThreshold));
    Elements.code(threshold, Tag.MeasurementUnitsCodeSequence, Concepts.NO_UNITS);
  }
}
