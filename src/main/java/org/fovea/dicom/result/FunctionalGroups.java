package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;

/**
 * Where the frames of a multi-frame object lie and what they come from (PS3.3 C.7.6.16). Slices
 * that are those of the source are written with the source's own strings.
 */
final class FunctionalGroups {
  private final CommonModules common;
  private final Grid grid;
  private final Attributes object;
  private final Attributes shared;
  private final List<Optional<SourceImages.Image>> sources = new ArrayList<>();

  FunctionalGroups(CommonModules common, Grid grid, Attributes object) {
    this.common = common;
    this.grid = grid;
    this.object = object;
    for (int k = 0; k < grid.slices(); k++) {
      sources.add(common.source().at(grid.plane(k)));
    }
    this.shared = Elements.item(object, Tag.SharedFunctionalGroupsSequence);
    measures();
  }

  /** The groups that all frames share. */
  Attributes shared() {
    return shared;
  }

  private void measures() {
    Optional<SourceImages.Image> any = sources.stream().flatMap(Optional::stream).findFirst();
    Attributes measures = Elements.item(shared, Tag.PixelMeasuresSequence);
    String thickness = any.map(SourceImages.Image::thickness).orElse(null);
    measures.setString(
        Tag.SliceThickness,
        VR.DS,
        thickness != null ? thickness : Elements.decimal(grid.sliceSpacingMm()));
    measures.setString(Tag.SpacingBetweenSlices, VR.DS, Elements.decimal(slicesApart()));
    measures.setString(
        Tag.PixelSpacing,
        VR.DS,
        any.map(SourceImages.Image::spacing)
            .orElseGet(() -> Elements.decimals(grid.rowSpacingMm(), grid.columnSpacingMm())));
    Vec3 c = grid.columnAxis();
    Vec3 r = grid.rowAxis();
    Elements.item(shared, Tag.PlaneOrientationSequence)
        .setString(
            Tag.ImageOrientationPatient,
            VR.DS,
            any.map(SourceImages.Image::orientation)
                .orElseGet(() -> Elements.decimals(c.x(), c.y(), c.z(), r.x(), r.y(), r.z())));
  }

  /** The distance of neighbouring slices along the normal, also for sheared grids. */
  private double slicesApart() {
    Vec3 normal = grid.columnAxis().cross(grid.rowAxis()).unit();
    return Math.abs(grid.sliceAxis().dot(normal)) * grid.sliceSpacingMm();
  }

  /**
   * Adds the groups of one frame.
   *
   * @param k slice of the grid
   * @param dimension index values in the order of the Dimension Index Sequence
   * @return the groups, to be added to
   */
  Attributes frame(int k, int... dimension) {
    Attributes groups = Elements.more(object, Tag.PerFrameFunctionalGroupsSequence);
    Elements.item(groups, Tag.FrameContentSequence)
        .setInt(Tag.DimensionIndexValues, VR.UL, dimension);
    Vec3 p = grid.toPatient(0, 0, k);
    Optional<SourceImages.Image> source = sources.get(k);
    Elements.item(groups, Tag.PlanePositionSequence)
        .setString(
            Tag.ImagePositionPatient,
            VR.DS,
            source
                .map(SourceImages.Image::position)
                .orElseGet(() -> Elements.decimals(p.x(), p.y(), p.z())));
    source.ifPresent(image -> derivation(groups, image));
    return groups;
  }

  private static void derivation(Attributes groups, SourceImages.Image image) {
    Attributes derivation = Elements.item(groups, Tag.DerivationImageSequence);
    Elements.code(derivation, Tag.DerivationCodeSequence, Concepts.SEGMENTATION);
    Attributes source = Elements.item(derivation, Tag.SourceImageSequence);
    Elements.reference(source, image.instance().sopClassUid(), image.instance().sopInstanceUid());
    if (image.instance().frames() > 1) {
      source.setInt(Tag.ReferencedFrameNumber, VR.IS, image.frameIndex() + 1);
    }
    source.setString(Tag.SpatialLocationsPreserved, VR.CS, "YES");
    Elements.code(source, Tag.PurposeOfReferenceCodeSequence, Concepts.SOURCE_IMAGE);
  }

  /** Multi-frame Dimension and Image Pixel elements that segmentations and maps share. */
  void pixels(int frames) {
    object.setInt(Tag.NumberOfFrames, VR.IS, frames);
    object.setInt(Tag.Rows, VR.US, grid.rows());
    object.setInt(Tag.Columns, VR.US, grid.columns());
    object.setInt(Tag.SamplesPerPixel, VR.US, 1);
    object.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    common.frameOfReference(object);
    common.commonInstanceReference(object);
    common.lossyCompression(object);
  }
}
