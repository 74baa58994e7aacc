package org.fovea.dicom.convert;

import java.io.IOException;
import org.aoju.bus.image.UID;
import org.fovea.dicom.decode.NativeCodecs;

/**
 * JPEG 2000 lossless without colour transform (PS3.5 A.4.4), and RLE (PS3.5 Annex G) on systems
 * without the native encoder. JPEG 2000 was chosen among the lossless codings because most readers
 * of slides know it; few read JPEG-LS, and RLE hardly makes tissue smaller.
 */
public final class LosslessEncoder implements TileEncoder {
  private final boolean rle;

  public LosslessEncoder() {
    this(!NativeCodecs.available());
  }

  LosslessEncoder(boolean rle) {
    this.rle = rle;
  }

  @Override
  public TileCoding coding() {
    return rle
        ? new TileCoding(UID.RLELossless, "RGB", "")
        : new TileCoding(UID.JPEG2000LosslessOnly, "RGB", "");
  }

  @Override
  public byte[] encode(byte[] rgb, int columns, int rows) throws IOException {
    return rle
        ? RleEncoder.encode(rgb, columns, rows)
        : NativeCodecs.encodeJpeg2000(rgb, columns, rows);
  }
}
