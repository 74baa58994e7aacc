package org.fovea.finding.enteropathy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fovea.finding.Measurement;
import org.fovea.finding.enteropathy.MucosalPlace.Point;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.SlideLabels;
import org.fovea.imaging.volume.Heatmap;
import org.junit.jupiter.api.Test;

class EnteropathyCriteriaTest {

  /** Places of one ratio, over a crypt of 200 µm at 0.5 µm a pixel. */
  private static List<MucosalPlace> places(int count, double ratio) {
    List<MucosalPlace> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          MucosalPlace.drawn(
              "p" + i,
              1,
              new Point(i * 100, 2000),
              new Point(i * 100, 1600),
              new Point(i * 100, 1600 - 400 * ratio),
              0.5,
              MucosalPlace.Origin.MODEL));
    }
    return all;
  }

  private static List<EpithelialCount> counts(int lymphocytesPer100) {
    return List.of(
        new EpithelialCount(0, 0, 256, 2 * lymphocytesPer100, 200, 30, 0.005),
        new EpithelialCount(256, 0, 256, 2 * lymphocytesPer100, 200, 30, 0.005));
  }

  private static Judgement judge(int places, double ratio, int lymphocytesPer100) {
    return EnteropathyCriteria.judge(
        MucosaFigures.of(
            seen(
                places(places, ratio),
                lymphocytesPer100 < 0 ? List.of() : counts(lymphocytesPer100))));
  }

  private static Observed seen(List<MucosalPlace> places, List<EpithelialCount> counts) {
    return new Observed(places, counts, List.of(), BrunnerGlands.UNKNOWN);
  }

  private static String first(Judgement j) {
    return j.degrees().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  @Test
  void flatMucosaIsAtrophyWithoutVilliAndSuggestsCoeliacDisease() {
    Judgement j = judge(20, 0.2, 45);
    assertThat(j.marshOberhuber()).isEqualTo("3c");
    assertThat(j.corazzaVillanacci()).isEqualTo("B2");
    assertThat(first(j)).isEqualTo("coeliac");
    assertThat(j.coeliac()).isGreaterThan(j.normal());
  }

  @Test
  void partialAtrophyIsGradedByTheRatio() {
    assertThat(judge(20, 0.8, 45).marshOberhuber()).isEqualTo("3b");
    assertThat(judge(20, 1.5, 45).marshOberhuber()).isEqualTo("3a");
    assertThat(judge(20, 1.5, 45).corazzaVillanacci()).isEqualTo("B1");
  }

  @Test
  void tallVilliWithoutLymphocytosisAreNormal() {
    Judgement j = judge(20, 3.4, 12);
    assertThat(j.marshOberhuber()).isEqualTo("0");
    assertThat(first(j)).isEqualTo("normal");
  }

  @Test
  void withoutLymphocytosisTheSuggestionAgreesWithTheClassOnAtrophy() {
    Judgement above = judge(20, 2.05, 12);
    assertThat(above.marshOberhuber()).isEqualTo("0");
    assertThat(first(above)).isEqualTo("normal");
    Judgement below = judge(20, 1.6, 12);
    assertThat(below.marshOberhuber()).isEqualTo("3a");
    assertThat(first(below)).isEqualTo("environmental-enteropathy");
  }

  @Test
  void tallVilliWithLymphocytosisAreMarsh1() {
    Judgement j = judge(20, 3.4, 40);
    assertThat(j.marshOberhuber()).isEqualTo("1");
    assertThat(j.corazzaVillanacci()).isEqualTo("A");
    assertThat(j.normal()).isLessThan(judge(20, 3.4, 12).normal());
  }

  @Test
  void withoutACountNoClassIsGivenToTallVilli() {
    assertThat(judge(20, 3.4, -1).marshOberhuber()).isEmpty();
  }

  @Test
  void tooFewPlacesAreNotJudged() {
    Judgement j = judge(EnteropathyCriteria.LEAST_PLACES - 1, 0.2, 45);
    assertThat(j.marshOberhuber()).isEmpty();
    assertThat(j.indeterminate()).isEqualTo(1);
    assertThat(j.rule()).contains("4").contains("5");
  }

  @Test
  void theDegreesAreSharesOfOneAndFallFromCoeliacToNormalAsVilliGrow() {
    double before = -1;
    for (double ratio = 0; ratio <= 5; ratio += 0.05) {
      Judgement j = judge(9, ratio, 20);
      double sum = j.degrees().values().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(sum).isCloseTo(1, within(1e-9));
      assertThat(j.degrees().values()).allMatch(d -> d >= 0);
      assertThat(j.normal()).isGreaterThanOrEqualTo(before);
      before = j.normal();
    }
  }

  @Test
  void fewPlacesLeaveMoreOpen() {
    Judgement few = judge(8, 0.2, 45);
    assertThat(few.reasons()).anyMatch(r -> r.contains("Fewer than 9 places"));
    assertThat(few.coeliac()).isCloseTo(judge(9, 0.2, 45).coeliac() / 2, within(1e-9));
    assertThat(few.coeliac()).isGreaterThan(few.normal());
    assertThat(judge(9, 0.2, 45).reasons()).noneMatch(r -> r.contains("Fewer than"));
  }

  @Test
  void placesThatContradictEachOtherLeaveMoreOpen() {
    List<MucosalPlace> patchy = new ArrayList<>(places(6, 0.2));
    patchy.addAll(places(6, 3.2));
    Judgement j = EnteropathyCriteria.judge(MucosaFigures.of(seen(patchy, counts(45))));
    assertThat(j.reasons()).anyMatch(r -> r.contains("disagree"));
    assertThat(j.indeterminate()).isGreaterThan(0.5);
    assertThat(j.degrees().values().stream().mapToDouble(d -> d).sum()).isCloseTo(1, within(1e-9));

    List<MucosalPlace> alike = new ArrayList<>(places(6, 1.1));
    alike.addAll(places(6, 3.2));
    assertThat(EnteropathyCriteria.judge(MucosaFigures.of(seen(alike, counts(45)))).reasons())
        .noneMatch(r -> r.contains("disagree"));
  }

  @Test
  void everyJudgementSaysThatOrganismsAreNotLookedFor() {
    assertThat(judge(20, 3.4, 12).reasons()).anyMatch(r -> r.contains("Giardia"));
  }

  @Test
  void changedPlacesAreJudgedAgain() {
    Mucosa flat =
        new Mucosa(
            0.5,
            new SlideLabels(0, 0, 1, new byte[0]),
            List.of(),
            List.of(),
            seen(places(9, 0.2), counts(45)),
            MucosaFigures.of(seen(places(9, 0.2), counts(45))),
            judge(9, 0.2, 45));
    Mucosa tall = flat.with(places(9, 3.4));
    assertThat(tall.judgement()).isEqualTo(judge(9, 3.4, 45));
    assertThat(MucosaMeasurements.of(tall).get("villusToCryptRatio").value())
        .isCloseTo(3.4, within(1e-9));
    assertThat(MucosaMeasurements.of(tall).get("piece1CryptDepth").value())
        .isCloseTo(200, within(1e-9));
  }

  @Test
  void brunnersGlandsAreMeasuredWhereTheyWereLookedFor() {
    BrunnerGlands glands =
        new BrunnerGlands(
            List.of(
                new BrunnerGlands.Lobule(1, 5, 6, 0.01), new BrunnerGlands.Lobule(1, 9, 6, 0.03)),
            2);
    Observed seen = new Observed(places(9, 0.2), List.of(), List.of(), glands);
    Mucosa mucosa =
        Mucosa.judged(0.5, new SlideLabels(0, 0, 1, new byte[0]), List.of(), List.of(), seen);
    Map<String, Measurement> m = MucosaMeasurements.of(mucosa);
    assertThat(m.get("brunnerGlandsInMucosa")).isEqualTo(new Measurement(2, "%"));
    assertThat(m.get("brunnerLobulesInMucosa")).isEqualTo(new Measurement(2, "1"));
    assertThat(m.get("brunnerLobuleArea").value()).isCloseTo(0.02, within(1e-9));
    assertThat(MucosaMeasurements.of(mucosa.with(List.of()))).containsKey("brunnerGlandsInMucosa");
    Mucosa without =
        Mucosa.judged(0.5, mucosa.labels(), List.of(), List.of(), Observed.of(places(9, 0.2)));
    assertThat(MucosaMeasurements.of(without)).doesNotContainKey("brunnerGlandsInMucosa");
  }

  private static double lymphocytes(EpithelialCount... fields) {
    return MucosaFigures.of(seen(List.of(), List.of(fields))).ielPer100();
  }

  private static EpithelialCount field(int lymphocytes, int enterocytes) {
    return new EpithelialCount(0, 0, 256, lymphocytes, enterocytes, 0, 0);
  }

  @Test
  void lymphocytesAreThoseOfTheMiddleOfTheNuclei() {
    // a follicle and a field without any, 100 of 620 nuclei each, do not decide
    assertThat(lymphocytes(field(50, 50), field(70, 350), field(0, 100)))
        .isCloseTo(20, within(1e-9));
    // 144 nuclei of each field of 240: (24 + 48) of (120 + 96)
    assertThat(lymphocytes(field(40, 200), field(80, 160)))
        .isCloseTo(100 * 72.0 / 216, within(1e-9));
    assertThat(lymphocytes(field(60, 300))).isCloseTo(20, within(1e-9));
    // fields of fewer than 5 nuclei say nothing, however many
    EpithelialCount[] small = new EpithelialCount[41];
    Arrays.fill(small, field(4, 0));
    small[0] = field(60, 300);
    assertThat(lymphocytes(small)).isCloseTo(20, within(1e-9));
    assertThat(lymphocytes(field(60, 299))).isNaN(); // too few
    assertThat(lymphocytes(field(303, 300))).isNaN(); // not believed
    assertThat(lymphocytes()).isNaN();
  }

  @Test
  void quartilesOfTheLymphocytesAreThoseOfTheNuclei() {
    // 20, 400, 100 and 100 nuclei: half of them lie in the field of 33 per 100
    List<EpithelialCount> fields =
        List.of(field(0, 20), field(100, 300), field(50, 50), field(10, 90));
    MucosaFigures f = MucosaFigures.of(seen(List.of(), fields));
    assertThat(f.ielByField().count()).isEqualTo(4);
    assertThat(f.ielByField().lower()).isCloseTo(100 / 3.0, within(1e-9));
    assertThat(f.ielByField().median()).isCloseTo(100 / 3.0, within(1e-9));
    assertThat(f.ielByField().upper()).isCloseTo(100 / 3.0, within(1e-9));
    assertThat(f.ielPer100()).isBetween(f.ielByField().lower(), f.ielByField().upper() + 1e-9);
  }

  @Test
  void lymphocytesAreMappedFieldByField() {
    SlideHeatmap grid =
        new SlideHeatmap("any", Heatmap.Quantity.DEGREE, 0.5, 8, 4, 128, new float[32]);
    Mucosa mucosa =
        new Mucosa(
            0.5,
            new SlideLabels(0, 0, 1, new byte[0]),
            List.of(),
            List.of(),
            seen(
                List.of(),
                List.of(
                    new EpithelialCount(0, 0, 256, 30, 100, 0, 0),
                    new EpithelialCount(512, 256, 256, 500, 100, 0, 0),
                    new EpithelialCount(256, 0, 256, 9, 10, 0, 0),
                    new EpithelialCount(768, 0, 256, 24, 0, 0, 0),
                    new EpithelialCount(768, 256, 256, 10, 10, 0, 0))),
            MucosaFigures.of(Observed.of(List.of())),
            judge(9, 0.2, 45));
    float[] values = LymphocyteMap.of(mucosa, grid).orElseThrow().values();
    assertThat(values[0]).isEqualTo(0.3f);
    assertThat(values[9]).isEqualTo(0.3f);
    assertThat(values[2]).isNaN(); // too few nuclei
    assertThat(values[6]).isNaN(); // nothing to hold the lymphocytes against
    assertThat(values[2 * 8 + 6]).isEqualTo(1f); // half of them lymphocytes
    assertThat(values[3 * 8 + 5]).isEqualTo(1f);
    assertThat(values[8 + 5]).isNaN();
  }

  @Test
  void spreadInterpolatesQuartilesAndLeavesOutWhatIsNoNumber() {
    Spread s = Spread.of(new double[] {4, 1, Double.NaN, 3, 2});
    assertThat(s.count()).isEqualTo(4);
    assertThat(s.median()).isEqualTo(2.5);
    assertThat(s.lower()).isEqualTo(1.75);
    assertThat(s.upper()).isEqualTo(3.25);
    assertThat(Spread.of(new double[0]).median()).isNaN();
  }

  @Test
  void weightedSpreadCountsValuesAsOftenAsTheyWeigh() {
    Spread s = Spread.weighted(new double[] {9, 1, Double.NaN, 5}, new double[] {1, 2, 7, 5});
    assertThat(s.count()).isEqualTo(3);
    assertThat(s.lower()).isEqualTo(1); // 2 of 8
    assertThat(s.median()).isEqualTo(5);
    assertThat(s.upper()).isEqualTo(5); // 7 of 8
    assertThat(Spread.weighted(new double[0], new double[0]).median()).isNaN();
  }
}
