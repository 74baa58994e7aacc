package org.fovea.dicom.slide;

import java.io.IOException;
import java.nio.file.Path;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;

/** Writes small uncompressed whole-slide objects whose red is the column and green the row. */
final class MadeSlide {
  static final String SERIES = "1.2.826.0.1.3680043.8.498.2";
  final Attributes data = new Attributes();
  private final int tile;

  MadeSlide(String uid, int columns, int rows, int tile, double spacingMm) {
    this.tile = tile;
    data.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.77.1.6");
    data.setString(Tag.SOPInstanceUID, VR.UI, uid);
    data.setString(Tag.StudyInstanceUID, VR.UI, "1.2.826.0.1.3680043.8.498.1");
    data.setString(Tag.SeriesInstanceUID, VR.UI, SERIES);
    data.setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.826.0.1.3680043.8.498.3");
    data.setString(Tag.Modality, VR.CS, "SM");
    data.setString(Tag.PatientID, VR.LO, "P1");
    data.setString(Tag.PatientName, VR.PN, "Made^Slide");
    data.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "VOLUME", "NONE");
    data.setString(Tag.ContainerIdentifier, VR.LO, "G1");
    data.setString(Tag.DimensionOrganizationType, VR.CS, "TILED_FULL");
    data.setInt(0x00480006, VR.UL, columns);
    data.setInt(0x00480007, VR.UL, rows);
    data.setInt(Tag.Columns, VR.US, tile);
    data.setInt(Tag.Rows, VR.US, tile);
    data.setInt(Tag.SamplesPerPixel, VR.US, 3);
    data.setString(Tag.PhotometricInterpretation, VR.CS, "RGB");
    data.setInt(Tag.PlanarConfiguration, VR.US, 0);
    data.setInt(Tag.BitsAllocated, VR.US, 8);
    data.setInt(Tag.BitsStored, VR.US, 8);
    data.setInt(Tag.HighBit, VR.US, 7);
    data.setInt(Tag.PixelRepresentation, VR.US, 0);
    Attributes measures = new Attributes();
    measures.setDouble(Tag.PixelSpacing, VR.DS, spacingMm, spacingMm);
    Attributes shared = new Attributes();
    shared.newSequence(Tag.PixelMeasuresSequence, 1).add(measures);
    data.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(shared);
  }

  /** Frames at these tile columns and rows, in this order. */
  MadeSlide tiles(int[]... places) {
    byte[] pixels = new byte[places.length * tile * tile * 3];
    int at = 0;
    for (int[] place : places) {
      for (int y = 0; y < tile; y++) {
        for (int x = 0; x < tile; x++) {
          pixels[at++] = (byte) (place[0] * tile + x);
          pixels[at++] = (byte) (place[1] * tile + y);
          pixels[at++] = 7;
        }
      }
    }
    data.setInt(Tag.NumberOfFrames, VR.IS, places.length);
    data.setBytes(Tag.PixelData, VR.OB, pixels);
    return this;
  }

  /** States the place of each frame, as TILED_SPARSE does; the places are in pixels from 1. */
  MadeSlide sparse(int[]... positions) {
    data.setString(Tag.DimensionOrganizationType, VR.CS, "TILED_SPARSE");
    Sequence groups = data.newSequence(Tag.PerFrameFunctionalGroupsSequence, positions.length);
    for (int[] position : positions) {
      Attributes plane = new Attributes();
      plane.setInt(0x0048021e, VR.SL, position[0]);
      plane.setInt(0x0048021f, VR.SL, position[1]);
      Attributes group = new Attributes();
      group.newSequence(Tag.PlanePositionSlideSequence, 1).add(plane);
      groups.add(group);
    }
    return this;
  }

  MadeSlide part(String concatenation, int number, int firstFrame) {
    data.setString(Tag.ConcatenationUID, VR.UI, concatenation);
    data.setInt(Tag.InConcatenationNumber, VR.US, number);
    data.setInt(Tag.ConcatenationFrameOffsetNumber, VR.UL, firstFrame);
    return this;
  }

  Path write(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    try (ImageOutputStream out = new ImageOutputStream(file.toFile())) {
      out.writeDataset(data.createFileMetaInformation(UID.ExplicitVRLittleEndian), data);
    }
    return file;
  }
}
