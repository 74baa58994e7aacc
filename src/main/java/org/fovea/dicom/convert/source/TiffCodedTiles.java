package org.fovea.dicom.convert.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.aoju.bus.image.UID;
import org.fovea.common.FoveaException;
import org.fovea.dicom.convert.CodedTiles;
import org.fovea.dicom.convert.JpegEncoder;
import org.fovea.dicom.convert.TileCoding;
import org.fovea.dicom.decode.Codestream;
import org.fovea.dicom.decode.NativeCodecs;

/** JPEG and JPEG 2000 tiles of a TIFF file that DICOM takes as they are. */
final class TiffCodedTiles implements CodedTiles {
  private static final int LARGEST_TILE = 4096;

  private final TiffPixels pixels;
  private final TiffBlocks blocks;
  private final Failures failures;
  private final TileCoding coding;
  private final boolean ycbcr;

  private TiffCodedTiles(
      TiffPixels pixels, TiffBlocks blocks, Failures failures, TileCoding coding, boolean ycbcr) {
    this.pixels = pixels;
    this.blocks = blocks;
    this.failures = failures;
    this.coding = coding;
    this.ycbcr = ycbcr;
  }

  /** The tiles; empty where they have to be encoded anew. */
  static Optional<CodedTiles> of(TiffPixels pixels, TiffBlocks blocks, Failures failures) {
    boolean sized =
        blocks.tiled()
            && blocks.blockColumns() % 2 == 0
            && blocks.blockRows() % 2 == 0
            && blocks.blockColumns() <= LARGEST_TILE
            && blocks.blockRows() <= LARGEST_TILE;
    if (!sized || blocks.samples() != 3 || blocks.separate()) {
      return Optional.empty();
    }
    int first = first(blocks);
    if (first < 0) {
      return Optional.empty();
    }
    try {
      byte[] stream = pixels.coded(first);
      if (blocks.compression() == TiffBlocks.JPEG) {
        JpegStream header = JpegStream.of(stream);
        boolean ycbcr = header.ycbcr(blocks.photometric() == TiffBlocks.YCBCR);
        TileCoding coding = ycbcr ? TileCoding.jpegYcbcr() : TileCoding.jpegRgb();
        return header.baselineColour()
            ? Optional.of(new TiffCodedTiles(pixels, blocks, failures, coding, ycbcr))
            : Optional.empty();
      }
      if (blocks.compression() == TiffBlocks.JPEG_2000_RGB && blocks.lengths()[first] > 0) {
        Codestream header = Codestream.of(stream);
        TileCoding coding = jpeg2000(stream, header);
        return coding == null
            ? Optional.empty()
            : Optional.of(new TiffCodedTiles(pixels, blocks, failures, coding, false));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // decoding it will say what is wrong
    }
  }

  private static int first(TiffBlocks blocks) {
    for (int i = 0; i < blocks.across() * blocks.down(); i++) {
      if (blocks.lengths()[i] > 0) {
        return i;
      }
    }
    return -1;
  }

  /** JPEG 2000 as DICOM names it (PS3.5 8.2.4); null where it takes no such stream. */
  private static TileCoding jpeg2000(byte[] stream, Codestream header) throws IOException {
    boolean bare = stream.length > 3 && (stream[1] & 0xff) == 0x4f;
    if (!bare || header.components() != 3 || header.precision() != 8) {
      return null;
    }
    boolean turned = Jpeg2000Header.colourTransform(stream);
    String photometric = turned ? header.lossless() ? "YBR_RCT" : "YBR_ICT" : "RGB";
    // Whether a reversible stream was cut short for size cannot be seen: it counts as lossy.
    return new TileCoding(UID.JPEG2000, photometric, TileCoding.JPEG_2000);
  }

  @Override
  public TileCoding coding() {
    return coding;
  }

  @Override
  public int tileColumns() {
    return blocks.blockColumns();
  }

  @Override
  public int tileRows() {
    return blocks.blockRows();
  }

  @Override
  public byte[] tile(int column, int row) throws FoveaException {
    try {
      byte[] stream = pixels.coded(row * blocks.across() + column);
      if (stream.length == 0) {
        return white();
      }
      if (blocks.compression() != TiffBlocks.JPEG) {
        Codestream header = Codestream.of(stream);
        requireSize(header.columns(), header.rows());
        return stream;
      }
      byte[] complete = JpegStream.complete(stream, blocks.tables(), ycbcr);
      JpegStream header = JpegStream.of(complete);
      requireSize(header.columns(), header.rows());
      if (!header.baselineColour()) {
        throw new IOException("a tile is coded in another way than the first");
      }
      return complete;
    } catch (IOException | RuntimeException e) {
      throw failures.damaged(e);
    }
  }

  /** A tile that the scanner left out. */
  private byte[] white() throws IOException, FoveaException {
    byte[] white = new byte[3 * tileColumns() * tileRows()];
    Arrays.fill(white, (byte) 255);
    if (blocks.compression() != TiffBlocks.JPEG) {
      if (!NativeCodecs.available()) {
        throw failures.unsupported("tile.missing");
      }
      return NativeCodecs.encodeJpeg2000(white, tileColumns(), tileRows());
    }
    JpegEncoder encoder = new JpegEncoder(90);
    return ycbcr
        ? encoder.encode(white, tileColumns(), tileRows())
        : JpegStream.complete(
            encoder.encodeUnturned(white, tileColumns(), tileRows()), null, false);
  }

  private void requireSize(int columns, int rows) throws IOException {
    if (columns != tileColumns() || rows != tileRows()) {
      throw new IOException("tile of " + columns + " by " + rows + " pixels");
    }
  }
}
