package org.fovea.inference.mucosa;

import java.util.Optional;

/** Tells where crypts begin and open in columns of mucosa, and which columns are cut upright. */
final class CryptLayers {
  /** Crypts that begin further from the base than this do not stand on it, µm. */
  private static final double FARTHEST_CRYPT_UM = 160;

  /** Least area of crypts in a column, µm². */
  private static final double LEAST_CRYPT_UM2 = 3000;

  /**
   * Crypts that come out shallower than this were cut obliquely, µm: hardly more than their round
   * end. The shallowest that are simulated have 80 in the mean of a biopsy.
   */
  private static final double LEAST_CRYPT_UM = 50;

  /** Least share of the tissue above the crypts that hangs together with the base. */
  private static final double LEAST_ATTACHED = 0.7;

  /** Least share of crypts in their layer. */
  private static final double LEAST_CRYPT_SHARE = 0.12;

  /**
   * Where profiles of crypts reach over less than this share of their depth, and over less than
   * {@link #LENGTHWISE_UM}, crypts are cut across, several above each other, and look too deep: on
   * the small-bowel loop of the Pathology Atlas, whose crypts are 140 µm deep, half of the columns
   * with depths above 240 µm lie below it, and none with depths below 180 µm. In five stains the
   * ratio of the loop, before flanks of villi were left out, was 1.80 to 2.34 without this and 2.1
   * to 3.1 with 0.3 to 0.4 and 80 to 100 µm.
   */
  private static final double LENGTHWISE = 0.35;

  /** A profile that reaches further than this is of a crypt cut lengthwise, µm. */
  private static final double LENGTHWISE_UM = 90;

  /**
   * The uppermost crypt epithelium lies this much above the level from which villi rise, µm; from
   * simulated mucosa, whose levels are known.
   */
  private static final double MOUTH_RIM_UM = 4.5;

  /**
   * Crypts open at the floor of the clefts between villi, the epithelium of which is so thick, µm;
   * set on 36 simulated biopsies (seeds 9000020 to 9000035, 9100000 to 9100039).
   */
  private static final double FLOOR_UM = 21;

  /**
   * Open lumen that begins further than this above the border of crypts and villi is not the floor
   * of a cleft, µm: villi stand so close that no cleft is seen between them.
   */
  private static final double FARTHEST_FLOOR_UM = 120;

  /** Crypts that begin nearer to a cut edge than this are cut off by it, µm. */
  private static final double CUT_OFF_UM = 12;

  /** Less epithelium than this above the crypts is a surface that was lost, µm². */
  private static final double LEAST_SURFACE_UM2 = 1000;

  private final double cellUm;
  private final Levels levels;

  /**
   * @param cellUm width of a cell of the columns, µm
   * @param levels how the levels of the map lie to the true ones
   */
  CryptLayers(double cellUm, Levels levels) {
    this.cellUm = cellUm;
    this.levels = levels;
  }

  /** The crypts of a column; empty where it is not cut upright. */
  Optional<CryptLayer> of(MucosalColumn column) {
    double cell2 = cellUm * cellUm;
    int border = column.border();
    if (column.crypts() * cell2 < LEAST_CRYPT_UM2
        || border * MucosalColumn.STEP_UM <= MOUTH_RIM_UM) {
      return Optional.empty();
    }
    MucosalColumn.CryptEnds ends = column.cryptEnds(border);
    CryptLayer layer =
        new CryptLayer(
            ends.roundUm(), mouth(column, border), column.onCutEdge(), column.surfacePerBase());
    boolean cutOff = layer.cutEdge() && ends.evenUm() < CUT_OFF_UM;
    boolean bare = column.villous(border) * cell2 < LEAST_SURFACE_UM2;
    boolean upright =
        layer.bottomUm() < FARTHEST_CRYPT_UM
            && layer.depthUm() >= LEAST_CRYPT_UM
            && column.attachedShare(layer.mouthStep()) >= LEAST_ATTACHED
            && column.cryptShare(layer.bottomUm(), layer.mouthStep()) >= LEAST_CRYPT_SHARE
            && column.profile() * cellUm >= Math.min(LENGTHWISE_UM, LENGTHWISE * layer.depthUm());
    return cutOff || bare || !upright ? Optional.empty() : Optional.of(layer);
  }

  /**
   * Level at which crypts open, µm above the base: below the floor of a cleft where one is seen, as
   * pathologists measure it, else where crypt epithelium ends. In pale crypts the network takes
   * more of the epithelium for that of villi than it usually does.
   */
  private double mouth(MucosalColumn c, int border) {
    double mouth = border * MucosalColumn.STEP_UM - MOUTH_RIM_UM + levels.mouthUm();
    double floor = c.floorUm(border);
    return floor - mouth <= FARTHEST_FLOOR_UM ? floor - FLOOR_UM : mouth;
  }
}
