package org.fovea.dicom.result;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.dicom.Instance;
import org.fovea.imaging.geometry.Vec3;

/**
 * Where the frames of a result lie on a slide: TILED_SPARSE, each frame with its place in the total
 * pixel matrix and in the slide coordinate system (PS3.3 C.7.6.17.3, C.8.12.6.1).
 */
final class SlideGroups {
  static final int TOTAL_COLUMNS = 0x00480006;
  static final int TOTAL_ROWS = 0x00480007;
  static final int MATRIX_ORIGIN = 0x00480008;
  static final int ORIENTATION_SLIDE = 0x00480102;
  private static final int FOCAL_PLANES = 0x00480303;
  static final int COLUMN_POSITION = 0x0048021e;
  static final int ROW_POSITION = 0x0048021f;

  /** Nominal thickness of a section where the slide does not state it, mm. */
  private static final double SECTION_MM = 0.004;

  /** Elements of the specimen that are taken over from the slide (PS3.3 C.7.6.22). */
  private static final int[] SPECIMEN = {
    Tag.ContainerIdentifier,
    Tag.IssuerOfTheContainerIdentifierSequence,
    Tag.ContainerTypeCodeSequence,
    Tag.SpecimenDescriptionSequence
  };

  private final CommonModules common;
  private final SlideMatrix matrix;
  private final Attributes object;
  private final Attributes shared;

  SlideGroups(CommonModules common, SlideMatrix matrix, Attributes object) {
    this.common = common;
    this.matrix = matrix;
    this.object = object;
    object.setString(Tag.DimensionOrganizationType, VR.CS, "TILED_SPARSE");
    object.setInt(TOTAL_COLUMNS, VR.UL, matrix.columns());
    object.setInt(TOTAL_ROWS, VR.UL, matrix.rows());
    object.setInt(FOCAL_PLANES, VR.UL, 1);
    Attributes origin = Elements.item(object, MATRIX_ORIGIN);
    offsets(origin, matrix.origin(), false);
    Vec3 r = matrix.slide().placement().rowDirection();
    Vec3 c = matrix.slide().placement().columnDirection();
    object.setString(
        ORIENTATION_SLIDE, VR.DS, Elements.decimals(r.x(), r.y(), r.z(), c.x(), c.y(), c.z()));
    specimen();
    this.shared = Elements.item(object, Tag.SharedFunctionalGroupsSequence);
    Attributes measures = Elements.item(shared, Tag.PixelMeasuresSequence);
    measures.setString(Tag.SliceThickness, VR.DS, Elements.decimal(thickness()));
    measures.setString(
        Tag.PixelSpacing, VR.DS, Elements.decimals(matrix.spacingYMm(), matrix.spacingXMm()));
    derivation();
  }

  /** The glass and what is on it as the slide has it; what it lacks of type 2 is there empty. */
  private void specimen() {
    for (int tag : SPECIMEN) {
      CommonModules.copy(common.source().header(), object, tag);
    }
    if (!object.contains(Tag.ContainerIdentifier)) {
      return;
    }
    for (int tag :
        new int[] {Tag.IssuerOfTheContainerIdentifierSequence, Tag.ContainerTypeCodeSequence}) {
      if (!object.contains(tag)) {
        object.setNull(tag, VR.SQ);
      }
    }
    for (Attributes item : Elements.items(object, Tag.SpecimenDescriptionSequence)) {
      for (int tag :
          new int[] {Tag.IssuerOfTheSpecimenIdentifierSequence, Tag.SpecimenPreparationSequence}) {
        if (!item.contains(tag)) {
          item.setNull(tag, VR.SQ);
        }
      }
    }
  }

  /** Whether the slide says where its tissue is from. */
  boolean siteStated() {
    return Elements.items(object, Tag.SpecimenDescriptionSequence).stream()
        .anyMatch(item -> item.containsValue(Tag.PrimaryAnatomicStructureSequence));
  }

  /** Names the highest resolution as what all frames were made from (PS3.3 C.7.6.16.2.6). */
  private void derivation() {
    Attributes derivation = Elements.item(shared, Tag.DerivationImageSequence);
    Elements.code(derivation, Tag.DerivationCodeSequence, Concepts.SEGMENTATION);
    for (Instance instance :
        common.source().series().getFirst().slides().getFirst().levels().getFirst()) {
      Attributes source = Elements.more(derivation, Tag.SourceImageSequence);
      Elements.reference(source, instance.sopClassUid(), instance.sopInstanceUid());
      source.setString(Tag.SpatialLocationsPreserved, VR.CS, "YES");
      Elements.code(source, Tag.PurposeOfReferenceCodeSequence, Concepts.SOURCE_IMAGE);
    }
  }

  private double thickness() {
    Attributes groups =
        common.source().header().getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    Attributes measures =
        groups == null ? null : groups.getNestedDataset(Tag.PixelMeasuresSequence);
    double stated = measures == null ? 0 : measures.getDouble(Tag.SliceThickness, 0);
    return stated > 0 ? stated : SECTION_MM;
  }

  private static void offsets(Attributes item, Vec3 p, boolean depth) {
    item.setString(Tag.XOffsetInSlideCoordinateSystem, VR.DS, Elements.decimal(p.x()));
    item.setString(Tag.YOffsetInSlideCoordinateSystem, VR.DS, Elements.decimal(p.y()));
    if (depth) {
      item.setString(Tag.ZOffsetInSlideCoordinateSystem, VR.DS, Elements.decimal(p.z()));
    }
  }

  /** The groups that all frames share. */
  Attributes shared() {
    return shared;
  }

  /**
   * Adds the groups of one frame.
   *
   * @param dimension index values in the order of the Dimension Index Sequence
   * @return the groups, to be added to
   */
  Attributes frame(int tileColumn, int tileRow, int... dimension) {
    Attributes groups = Elements.more(object, Tag.PerFrameFunctionalGroupsSequence);
    Elements.item(groups, Tag.FrameContentSequence)
        .setInt(Tag.DimensionIndexValues, VR.UL, dimension);
    Attributes position = Elements.item(groups, Tag.PlanePositionSlideSequence);
    offsets(position, matrix.position(tileColumn, tileRow), true);
    position.setInt(COLUMN_POSITION, VR.SL, tileColumn * SlideMatrix.TILE + 1);
    position.setInt(ROW_POSITION, VR.SL, tileRow * SlideMatrix.TILE + 1);
    return groups;
  }

  /** Multi-frame and Image Pixel elements, and what the object refers to. */
  void pixels(int frames) {
    object.setInt(Tag.NumberOfFrames, VR.IS, frames);
    object.setInt(Tag.Rows, VR.US, SlideMatrix.TILE);
    object.setInt(Tag.Columns, VR.US, SlideMatrix.TILE);
    object.setInt(Tag.SamplesPerPixel, VR.US, 1);
    object.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    common.frameOfReference(object);
    common.commonInstanceReference(object);
    common.lossyCompression(object);
  }
}
