package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.finding.enteropathy.MucosaFigures;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.Observed;
import org.junit.jupiter.api.Test;

/** Mucosa drawn from geometry, so that every height is known. Cells of 4 µm. */
class UprightPlacesTest {
  private static final double CELL_UM = 4;
  private static final int WIDTH = 600;
  private static final int HEIGHT = 420;
  private static final int BASE = 380; // row of the muscularis
  private static final int PITCH = 45; // of villi, cells
  private static final int VILLUS = 30; // width, cells
  private static final int RIM = 7;
  private static final Compartment TIP = Compartment.VILLOUS_EPITHELIUM;

  private final byte[] kinds = new byte[WIDTH * HEIGHT];

  private void fill(int left, int top, int right, int bottom, Compartment kind) {
    for (int y = Math.max(0, top); y < Math.min(HEIGHT, bottom); y++) {
      for (int x = Math.max(0, left); x < Math.min(WIDTH, right); x++) {
        kinds[y * WIDTH + x] = (byte) kind.ordinal();
      }
    }
  }

  /**
   * @param crypt depth of the crypts, cells
   * @param villus height of the villi, cells
   * @param muscularis whether the base is there
   */
  private void mucosa(int crypt, int villus, boolean muscularis) {
    int mouth = BASE - 10 - crypt;
    if (muscularis) {
      fill(0, BASE, WIDTH, BASE + 20, Compartment.MUSCULARIS);
    }
    fill(0, mouth, WIDTH, BASE, Compartment.LAMINA_PROPRIA);
    // crypts open half-way down the epithelium of the surface
    fill(0, mouth - RIM / 2, WIDTH, mouth + RIM / 2 + 1, Compartment.VILLOUS_EPITHELIUM);
    for (int x = 4; x + 12 < WIDTH; x += 22) {
      fill(x, mouth, x + 12, BASE - 16, Compartment.CRYPT_EPITHELIUM);
      for (int down = 0; down < 6; down++) { // their ends are round
        int half = (int) Math.round(Math.sqrt(36 - (down + 0.5) * (down + 0.5)));
        int y = BASE - 16 + down;
        fill(x + 6 - half, y, x + 6 + half, y + 1, Compartment.CRYPT_EPITHELIUM);
      }
    }
    for (int x = 10; x + VILLUS < WIDTH; x += PITCH) {
      fill(x, mouth - villus, x + VILLUS, mouth, Compartment.VILLOUS_EPITHELIUM);
      fill(x + RIM, mouth - villus + RIM, x + VILLUS - RIM, mouth, Compartment.LAMINA_PROPRIA);
    }
  }

  private static List<MucosalPlace> find(byte[] kinds, int width, int height) {
    CompartmentMap map = new CompartmentMap(width, height, 8, CELL_UM, kinds);
    return new UprightPlaces(map, Pieces.of(map)).find();
  }

  private static MucosaFigures figures(List<MucosalPlace> places) {
    return MucosaFigures.of(Observed.of(places));
  }

  @Test
  void heightsAndDepthsAreThoseThatWereDrawn() {
    mucosa(50, 150, true);
    List<MucosalPlace> places = find(kinds, WIDTH, HEIGHT);
    assertThat(places).hasSizeGreaterThan(8);
    MucosaFigures f = figures(places);
    assertThat(f.cryptDepthUm().median()).isCloseTo(200, within(15.0));
    assertThat(f.villusHeightUm().median()).isCloseTo(600, within(30.0));
    assertThat(f.villusToCrypt()).isCloseTo(3, within(0.3));
    assertThat(f.cutEdges()).isZero();
  }

  @Test
  void aSlideTurnedByAQuarterGivesTheSame() {
    mucosa(60, 100, true);
    byte[] turned = new byte[kinds.length];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        turned[x * HEIGHT + HEIGHT - 1 - y] = kinds[y * WIDTH + x];
      }
    }
    MucosaFigures upright = figures(find(kinds, WIDTH, HEIGHT));
    MucosaFigures lying = figures(find(turned, HEIGHT, WIDTH));
    assertThat(lying.villusToCrypt()).isCloseTo(upright.villusToCrypt(), within(0.1));
  }

  @Test
  void mucosaWithoutVilliIsFlat() {
    mucosa(90, 0, true);
    MucosaFigures f = figures(find(kinds, WIDTH, HEIGHT));
    assertThat(f.ratio().count()).isGreaterThan(8);
    assertThat(f.cryptDepthUm().median()).isCloseTo(360, within(30.0));
    assertThat(f.villusToCrypt()).isLessThan(0.2);
  }

  @Test
  void whereTheSurfaceIsWornAwayNothingIsMeasured() {
    mucosa(90, 0, true);
    int mouth = BASE - 10 - 90;
    fill(0, mouth - RIM, WIDTH / 2, mouth, Compartment.LUMEN);
    List<MucosalPlace> places = find(kinds, WIDTH, HEIGHT);
    assertThat(places).hasSizeGreaterThan(3);
    double worn = (WIDTH / 2 - 180 / CELL_UM) * 8; // a column may reach across the border
    assertThat(places).allSatisfy(p -> assertThat(p.base().x()).isGreaterThan(worn));
  }

  @Test
  void wherePaleCryptsAreTakenForVilliTheFloorOfTheCleftTellsTheirMouth() {
    mucosa(50, 150, true);
    int mouth = BASE - 10 - 50;
    for (int i = mouth * WIDTH; i < (mouth + 15) * WIDTH; i++) { // the uppermost 60 µm
      if (kinds[i] == Compartment.CRYPT_EPITHELIUM.ordinal()) {
        kinds[i] = (byte) Compartment.VILLOUS_EPITHELIUM.ordinal();
      }
    }
    MucosaFigures f = figures(find(kinds, WIDTH, HEIGHT));
    assertThat(f.cryptDepthUm().median()).isCloseTo(200, within(20.0));
    assertThat(f.villusHeightUm().median()).isCloseTo(600, within(30.0));
  }

  @Test
  void whereVilliStandCloseTheEndOfCryptsTellsTheirMouth() {
    mucosa(50, 150, true);
    int mouth = BASE - 10 - 50;
    for (int i = (mouth - 45) * WIDTH; i < mouth * WIDTH; i++) { // no cleft in the lowest 180 µm
      if (kinds[i] == Compartment.LUMEN.ordinal()) {
        kinds[i] = (byte) Compartment.VILLOUS_EPITHELIUM.ordinal();
      }
    }
    MucosaFigures f = figures(find(kinds, WIDTH, HEIGHT));
    assertThat(f.cryptDepthUm().median()).isCloseTo(200, within(15.0));
    assertThat(f.villusHeightUm().median()).isCloseTo(600, within(30.0));
  }

  @Test
  void aPlaceWithCryptsUnlikeThoseAroundIsLeftOut() {
    mucosa(50, 150, true);
    double left = 8 * 5 * PITCH;
    double right = 8 * 6 * PITCH;
    assertThat(find(kinds, WIDTH, HEIGHT))
        .anyMatch(p -> p.base().x() > left && p.base().x() < right);
    int mouth = BASE - 10 - 50;
    for (int y = mouth - 45; y < mouth + 30; y++) { // crypts misread, and no cleft, in one column
      for (int x = 5 * PITCH - 22; x < 6 * PITCH + 22; x++) {
        if (kinds[y * WIDTH + x] == Compartment.CRYPT_EPITHELIUM.ordinal() || y < mouth) {
          kinds[y * WIDTH + x] = (byte) Compartment.VILLOUS_EPITHELIUM.ordinal();
        }
      }
    }
    List<MucosalPlace> found = find(kinds, WIDTH, HEIGHT);
    assertThat(found).noneMatch(p -> p.base().x() > left && p.base().x() < right);
    assertThat(found)
        .allSatisfy(p -> assertThat(p.cryptDepthUm()).isCloseTo(200, within(0.3 * 200)));
  }

  @Test
  void whereHardlyAnythingIsSeenOfTheCryptsNothingIsMeasured() {
    mucosa(11, 100, true);
    assertThat(find(kinds, WIDTH, HEIGHT)).isEmpty();
    mucosa(22, 100, true);
    assertThat(find(kinds, WIDTH, HEIGHT)).hasSizeGreaterThan(8);
  }

  @Test
  void lengthsLieBetweenThePointsOfAPlace() {
    mucosa(50, 150, true);
    for (MucosalPlace p : find(kinds, WIDTH, HEIGHT)) {
      assertThat(p.base().to(p.mouth()) * CELL_UM / 8).isCloseTo(p.cryptDepthUm(), within(2.0));
      assertThat(p.mouth().to(p.tip()) * CELL_UM / 8).isCloseTo(p.villusHeightUm(), within(2.0));
      assertThat(p.tip().y()).isLessThanOrEqualTo(p.mouth().y());
    }
  }

  @Test
  void aSuperficialPieceIsMeasuredOverItsCutEdgeAndSaysSo() {
    mucosa(50, 120, false);
    List<MucosalPlace> places = find(kinds, WIDTH, HEIGHT);
    assertThat(places).hasSizeGreaterThan(4).allMatch(MucosalPlace::cutEdge);
    assertThat(figures(places).cryptDepthUm().median()).isCloseTo(200, within(20.0));
  }

  @Test
  void placesOverACutEdgeAreLeftOutWhereOthersAreEnough() {
    mucosa(50, 120, true);
    byte[] whole = kinds.clone();
    Arrays.fill(kinds, (byte) Compartment.LUMEN.ordinal());
    mucosa(50, 120, false);
    int width = 2 * WIDTH + 100; // lumen between the two pieces
    byte[] both = new byte[width * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(whole, y * WIDTH, both, y * width, WIDTH);
      System.arraycopy(kinds, y * WIDTH, both, y * width + WIDTH + 100, WIDTH);
    }
    assertThat(find(kinds, WIDTH, HEIGHT)).hasSizeGreaterThan(5);
    List<MucosalPlace> places = find(both, width, HEIGHT);
    assertThat(places).hasSizeGreaterThan(5).noneMatch(MucosalPlace::cutEdge);
    byte[] alone = new byte[width * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(whole, y * WIDTH, alone, y * width, WIDTH);
    }
    assertThat(places).hasSameSizeAs(find(alone, width, HEIGHT));
    assertThat(places).allMatch(p -> p.base().x() < 8 * WIDTH);
  }

  @Test
  void villiCutAcrossGiveNoPlace() {
    for (int y = 10; y + 40 < HEIGHT; y += 55) {
      for (int x = 10; x + 40 < WIDTH; x += 55) {
        fill(x, y, x + 40, y + 40, Compartment.VILLOUS_EPITHELIUM);
        fill(x + RIM, y + RIM, x + 40 - RIM, y + 40 - RIM, Compartment.LAMINA_PROPRIA);
      }
    }
    assertThat(find(kinds, WIDTH, HEIGHT)).isEmpty();
  }

  @Test
  void whereCryptsAreCutAcrossNothingIsMeasured() {
    mucosa(75, 100, true);
    assertThat(find(kinds, WIDTH, HEIGHT)).hasSizeGreaterThan(8);
    int mouth = BASE - 10 - 75;
    for (int y = mouth + 10; y < BASE; y += 19) { // four rows of round profiles, not long ones
      fill(0, y, WIDTH, y + 4, Compartment.LAMINA_PROPRIA);
    }
    assertThat(find(kinds, WIDTH, HEIGHT)).isEmpty();
  }

  @Test
  void whereTheStretchesBeginMattersLittle() {
    mucosa(50, 150, true);
    for (int x = 10, i = 0; x + VILLUS < WIDTH; x += PITCH, i++) { // of different heights
      fill(x, 0, x + VILLUS, BASE - 10 - 50 - 150 + 9 * (i % 5), Compartment.LUMEN);
      fill(x + 13, BASE - 10 - 50 - 151 + 9 * (i % 5), x + 17, BASE - 200, TIP); // pointed
    }
    List<MucosalPlace> places = find(kinds, WIDTH, HEIGHT);
    int cut = 17; // cells of base that are missing at the left
    byte[] shorter = new byte[(WIDTH - cut) * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(kinds, y * WIDTH + cut, shorter, y * (WIDTH - cut), WIDTH - cut);
    }
    assertThat(places).extracting(MucosalPlace::id).doesNotHaveDuplicates();
    MucosaFigures one = figures(places);
    MucosaFigures other = figures(find(shorter, WIDTH - cut, HEIGHT));
    assertThat(other.villusToCrypt()).isCloseTo(one.villusToCrypt(), within(0.1));
    assertThat(other.ratio().count()).isBetween(one.ratio().count() - 4, one.ratio().count() + 2);
  }

  @Test
  void lowVilliBetweenTallOnesArePlacesOfTheirOwn() {
    mucosa(50, 0, true);
    int mouth = BASE - 10 - 50;
    for (int x = 10, i = 0; x + 20 < WIDTH; x += 28, i++) { // 112 µm apart
      int top = mouth - (i % 2 == 0 ? 150 : 110);
      fill(x, top, x + 20, mouth, Compartment.VILLOUS_EPITHELIUM);
      fill(x + 6, top + RIM, x + 14, mouth, Compartment.LAMINA_PROPRIA);
    }
    List<MucosalPlace> places = find(kinds, WIDTH, HEIGHT);
    assertThat(places).filteredOn(p -> p.villusHeightUm() > 550).hasSizeBetween(9, 11);
    assertThat(places).filteredOn(p -> p.villusHeightUm() < 490).hasSizeBetween(9, 11);
  }

  private BrunnerGlands brunner() {
    CompartmentMap map = new CompartmentMap(WIDTH, HEIGHT, 8, CELL_UM, kinds);
    return MucosalGlands.of(map, Pieces.of(map)).found();
  }

  @Test
  void brunnersGlandsInTheMucosaAreMeasuredAndAreNoBase() {
    mucosa(50, 150, true);
    MucosaFigures without = figures(find(kinds, WIDTH, HEIGHT));
    assertThat(brunner().lobules()).isEmpty();
    assertThat(brunner().share()).isZero();
    fill(100, BASE - 40, 150, BASE, Compartment.SUBMUCOSA); // on the muscularis
    fill(400, BASE - 50, 420, BASE - 20, Compartment.SUBMUCOSA); // among crypts
    fill(300, BASE - 40, 303, BASE - 37, Compartment.SUBMUCOSA); // a speck
    BrunnerGlands found = brunner();
    assertThat(found.lobules())
        .containsExactlyInAnyOrder(
            new BrunnerGlands.Lobule(1, 8 * 125, 8 * (BASE - 20), 50 * 40 * 16e-6),
            new BrunnerGlands.Lobule(1, 8 * 410, 8 * (BASE - 35), 20 * 30 * 16e-6));
    assertThat(found.share())
        .isCloseTo((50 * 40 + 20 * 30) * 16e-6 / found.mucosaMm2(), within(1e-9));
    MucosaFigures with = figures(find(kinds, WIDTH, HEIGHT));
    assertThat(with.cryptDepthUm().median())
        .isCloseTo(without.cryptDepthUm().median(), within(8.0));
    assertThat(with.villusHeightUm().median())
        .isCloseTo(without.villusHeightUm().median(), within(8.0));
  }

  @Test
  void glandsOfTheSubmucosaAreNotInTheMucosa() {
    mucosa(50, 150, true);
    fill(0, BASE + 20, WIDTH, HEIGHT, Compartment.SUBMUCOSA);
    fill(100, BASE - 30, 140, BASE + 20, Compartment.SUBMUCOSA); // through the muscularis
    assertThat(brunner().lobules()).isEmpty();
    assertThat(new BrunnerGlands(List.of(), 0).share()).isNaN();
  }

  @Test
  void glandsAboutAHoleInTheSubmucosaAreNoMucosa() {
    fill(0, 0, WIDTH, HEIGHT, Compartment.SUBMUCOSA);
    fill(250, 150, 350, 250, Compartment.CRYPT_EPITHELIUM);
    fill(280, 180, 320, 220, Compartment.LUMEN);
    assertThat(find(kinds, WIDTH, HEIGHT)).isEmpty();
  }

  @Test
  void holesAreNoOpenLumen() {
    fill(0, 0, WIDTH, HEIGHT, Compartment.LAMINA_PROPRIA);
    fill(10, 10, 30, 30, Compartment.LUMEN); // 80 µm wide
    fill(100, 100, 300, 300, Compartment.LUMEN); // 0.64 mm²
    boolean[] open = OpenLumen.of(new CompartmentMap(WIDTH, HEIGHT, 8, CELL_UM, kinds));
    assertThat(open[20 * WIDTH + 20]).isFalse();
    assertThat(open[200 * WIDTH + 200]).isTrue();
    assertThat(open[50 * WIDTH + 50]).isFalse();
  }
}
