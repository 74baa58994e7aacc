package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fovea.common.FoveaException;
import org.fovea.imaging.slide.RegionReader;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueMap;

/** Squares spread evenly over the tissue of a slide, to learn something of it as a whole. */
final class TissueSquares {
  private final TileSource source;
  private final TissueMap tissue;

  TissueSquares(TileSource source, TissueMap tissue) {
    this.source = source;
    this.tissue = tissue;
  }

  /**
   * Looks at squares.
   *
   * @param most at most so many
   * @param side of a square, pixels
   * @param um resolution, µm a pixel
   * @param look hears of the pixels of each, interleaved, 0 to 255; the array is used again
   * @return how many there were
   * @throws FoveaException if a tile cannot be read
   */
  int look(int most, int side, double um, Consumer<float[]> look) throws FoveaException {
    double scaleX = um / (source.slide().highest().spacingXMm() * 1000);
    double scaleY = um / (source.slide().highest().spacingYMm() * 1000);
    RegionReader reader = new RegionReader(source, scaleX, scaleY);
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < tissue.kinds().length; i++) {
      if (tissue.kinds()[i] == TissueMap.Kind.TISSUE.ordinal()) {
        cells.add(i);
      }
    }
    int squares = Math.min(most, cells.size());
    float[] rgb = new float[3 * side * side];
    for (int n = 0; n < squares; n++) {
      int cell = cells.get((int) ((n + 0.5) * cells.size() / squares));
      double x = (cell % tissue.columns() + 0.5) * tissue.cellX() / scaleX - side / 2.0;
      double y = (cell / tissue.columns() + 0.5) * tissue.cellY() / scaleY - side / 2.0;
      reader.read((int) Math.max(0, x), (int) Math.max(0, y), side, rgb);
      look.accept(rgb);
    }
    return squares;
  }
}
