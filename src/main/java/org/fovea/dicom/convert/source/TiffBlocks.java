package org.fovea.dicom.convert.source;

import java.io.IOException;
import org.fovea.common.FoveaException;

/**
 * The shape of one picture of a TIFF file and the places of its tiles or strips, checked.
 *
 * @param blockColumns width of a tile, or of the picture where it is in strips
 * @param blockRows height of a tile or strip
 * @param tiled whether tiles at the edges are whole
 * @param separate whether each sample has tiles of its own
 * @param palette red, green and blue of each index, 16 bits each; null where there is none
 * @param tables JPEG tables shared by the tiles; null where there are none
 * @param alpha index of the sample that says how opaque a pixel is; -1 where there is none
 */
record TiffBlocks(
    int columns,
    int rows,
    int blockColumns,
    int blockRows,
    boolean tiled,
    boolean separate,
    int samples,
    int compression,
    int photometric,
    int predictor,
    long[] palette,
    byte[] tables,
    int alpha,
    long[] offsets,
    long[] lengths) {
  static final int NONE = 1;
  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32946;
  static final int PACK_BITS = 32773;
  static final int JPEG_2000_YCBCR = 33003;
  static final int JPEG_2000_RGB = 33005;

  static final int WHITE_IS_ZERO = 0;
  static final int PALETTE = 3;
  static final int YCBCR = 6;

  /** Bytes of one tile or strip, decoded. */
  private static final long LARGEST_BLOCK = 512L << 20;

  /**
   * Reads and checks the tags.
   *
   * @throws IOException if they contradict each other or the file's length
   * @throws FoveaException if the picture is of a kind that is not read here
   */
  static TiffBlocks of(Tiff.Directory d, long fileSize, Failures failures)
      throws IOException, FoveaException {
    long columns = d.number(Tiff.IMAGE_WIDTH, 0);
    long rows = d.number(Tiff.IMAGE_LENGTH, 0);
    if (columns < 1 || rows < 1) {
      throw new IOException("picture of " + columns + " by " + rows + " pixels");
    }
    if (columns > Tiff.LONGEST_SIDE || rows > Tiff.LONGEST_SIDE) {
      throw failures.limit("large", columns, rows);
    }
    int samples = (int) d.number(Tiff.SAMPLES_PER_PIXEL, 1);
    int compression = (int) d.number(Tiff.COMPRESSION, NONE);
    int photometric = (int) d.number(Tiff.PHOTOMETRIC, samples >= 3 ? 2 : 1);
    kind(d, samples, compression, photometric, failures);
    boolean tiled = d.has(Tiff.TILE_OFFSETS);
    long blockColumns = tiled ? d.number(Tiff.TILE_WIDTH, 0) : columns;
    long blockRows =
        tiled ? d.number(Tiff.TILE_LENGTH, 0) : Math.min(rows, d.number(Tiff.ROWS_PER_STRIP, rows));
    if (blockColumns < 1 || blockRows < 1) {
      throw new IOException("tiles of " + blockColumns + " by " + blockRows + " pixels");
    }
    if (blockColumns * blockRows > LARGEST_BLOCK / samples && compression != NONE
        || blockColumns > Tiff.LONGEST_SIDE
        || blockRows > Tiff.LONGEST_SIDE) {
      throw failures.limit("block", blockColumns, blockRows);
    }
    long[] offsets = d.longs(tiled ? Tiff.TILE_OFFSETS : Tiff.STRIP_OFFSETS);
    long[] lengths = d.longs(tiled ? Tiff.TILE_BYTE_COUNTS : Tiff.STRIP_BYTE_COUNTS);
    boolean separate = samples > 1 && d.number(Tiff.PLANAR_CONFIGURATION, 1) == 2;
    long blocks =
        Math.ceilDiv(columns, blockColumns)
            * Math.ceilDiv(rows, blockRows)
            * (separate ? samples : 1);
    if (lengths.length == 0 && compression == NONE && offsets.length == 1) {
      lengths = new long[] {columns * rows * samples};
    }
    if (offsets.length < blocks || lengths.length < blocks) {
      throw new IOException(offsets.length + " tiles of " + blocks);
    }
    for (int i = 0; i < blocks; i++) {
      if (offsets[i] < 0 || lengths[i] < 0 || offsets[i] > fileSize - lengths[i]) {
        throw failures.damaged("cut", null);
      }
    }
    return new TiffBlocks(
        (int) columns,
        (int) rows,
        (int) blockColumns,
        (int) blockRows,
        tiled,
        separate,
        samples,
        compression,
        photometric,
        (int) d.number(Tiff.PREDICTOR, 1),
        photometric == PALETTE ? palette(d) : null,
        compression == JPEG ? d.bytes(Tiff.JPEG_TABLES) : null,
        alpha(d, samples, photometric),
        offsets,
        lengths);
  }

  private static void kind(
      Tiff.Directory d, int samples, int compression, int photometric, Failures failures)
      throws IOException, FoveaException {
    for (long bits : d.longs(Tiff.BITS_PER_SAMPLE)) {
      if (bits != 8) {
        throw failures.unsupported("bits", bits);
      }
    }
    if (!d.has(Tiff.BITS_PER_SAMPLE)) {
      throw failures.unsupported("bits", 1);
    }
    boolean coding =
        switch (compression) {
          case NONE, LZW, JPEG, DEFLATE, OLD_DEFLATE, PACK_BITS, JPEG_2000_YCBCR, JPEG_2000_RGB ->
              true;
          default -> false;
        };
    if (!coding) {
      throw failures.unsupported("compression", Integer.toString(compression));
    }
    boolean codestream =
        compression == JPEG || compression == JPEG_2000_YCBCR || compression == JPEG_2000_RGB;
    boolean colours =
        switch (photometric) {
          case 0, 1 -> samples >= 1 && samples <= 2;
          case 2 -> samples >= 3 && samples <= 5;
          case PALETTE -> samples == 1;
          case YCBCR -> samples == 3 && codestream;
          default -> false;
        };
    if (!colours || codestream && samples != 1 && samples != 3) {
      throw failures.unsupported("colours", photometric, samples);
    }
    if (d.number(Tiff.ORIENTATION, 1) != 1) {
      throw failures.unsupported("orientation", d.number(Tiff.ORIENTATION, 1));
    }
    if (d.number(Tiff.SAMPLE_FORMAT, 1) != 1) {
      throw failures.unsupported("format");
    }
    if (d.number(Tiff.PREDICTOR, 1) > 2) {
      throw failures.unsupported("format");
    }
  }

  private static long[] palette(Tiff.Directory d) throws IOException {
    long[] map = d.longs(Tiff.COLOR_MAP);
    if (map.length < 768) {
      throw new IOException("palette of " + map.length + " values");
    }
    return map;
  }

  /** Unassociated or associated alpha (TIFF 6.0, ExtraSamples 2 and 1). */
  private static int alpha(Tiff.Directory d, int samples, int photometric) throws IOException {
    int colours = photometric == 2 ? 3 : 1;
    long kind = d.number(Tiff.EXTRA_SAMPLES, 0);
    return samples > colours && kind == 2 ? colours : -1;
  }

  int across() {
    return Math.ceilDiv(columns, blockColumns);
  }

  int down() {
    return Math.ceilDiv(rows, blockRows);
  }

  /** Rows that a block holds: strips end with the picture, tiles do not. */
  int rowsOf(int blockRow) {
    return tiled ? blockRows : Math.min(blockRows, rows - blockRow * blockRows);
  }

  boolean jpeg2000() {
    return compression == JPEG_2000_YCBCR || compression == JPEG_2000_RGB;
  }

  boolean lossy() {
    return compression == JPEG || jpeg2000();
  }

  /** Sum of the coded bytes. */
  long codedBytes() {
    long sum = 0;
    for (int i = 0; i < across() * down(); i++) {
      sum += lengths[i];
    }
    return sum;
  }
}
