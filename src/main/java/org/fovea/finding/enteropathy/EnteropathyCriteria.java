package org.fovea.finding.enteropathy;

import java.util.ArrayList;
import java.util.List;
import org.fovea.common.Text;

/**
 * From measurements to classes and a graded suggestion; the same numbers always give the same
 * answer, so that it can be computed again after every correction.
 *
 * <p>Published: a villus at least three times as high as the crypt is deep is normal, and more than
 * 25 lymphocytes per 100 enterocytes are too many (Oberhuber, Granditsch, Vogelsang, European
 * Journal of Gastroenterology and Hepatology 11, 1999; Corazza and Villanacci, Journal of Clinical
 * Pathology 58, 2005); below a ratio of 2 the mucosa counts as atrophic (Taavela et al., PLoS ONE
 * 8, 2013). Corazza and Villanacci call atrophy with villi still to be seen B1 and without B2.
 *
 * <p>Ours, since the classifications name no number: the borders within Marsh–Oberhuber 3 and of
 * "no villi", at ratios of 1 and 0.5, and every degree of the suggestion. None of it has been
 * validated on patients.
 */
public final class EnteropathyCriteria {
  private static final Text TEXT = Text.of(EnteropathyCriteria.class);

  /** Villus height to crypt depth from which mucosa is normal. */
  public static final double NORMAL_RATIO = 3;

  /** Ratio below which mucosa is atrophic. */
  public static final double ATROPHY_RATIO = 2;

  /** Lymphocytes per 100 enterocytes above which they are too many. */
  public static final double MOST_LYMPHOCYTES = 25;

  /**
   * Lymphocytes per 100 enterocytes above which coeliac disease becomes likelier: the border of
   * Marsh, which Oberhuber 1999 kept.
   */
  public static final double MANY_LYMPHOCYTES = 40;

  /** Fewer upright places than this give no class. */
  public static final int LEAST_PLACES = 5;

  private static final double MARKED = 1;
  private static final double FLAT = 0.5;

  /** Width of the borders of the suggestion, as ratios of villus to crypt. */
  private static final double SOFTNESS = 0.25;

  /** Where villi are as likely tall as blunted: at the border of atrophy, as the classes. */
  private static final double LOOKS_TALL = ATROPHY_RATIO;

  private static final double LOOKS_FLAT = 1.1;

  /**
   * Fewer upright places than this leave more open: of three simulated biopsies with villi and so
   * few, the ratio of two was off by 28 % and 55 %. They were fewer than ten then; since flanks of
   * villi are no places, 36 biopsies have 19 in the median instead of 22.
   */
  private static final int FEW_PLACES = 9;

  /**
   * What is left of every degree where there are few places, or where a quarter of them is markedly
   * atrophic and another not at all, so that the median stands for neither.
   */
  private static final double DOUBTFUL = 0.5;

  private EnteropathyCriteria() {}

  /** Judges what was measured. */
  public static Judgement judge(MucosaFigures figures) {
    if (figures.ratio().count() < LEAST_PLACES) {
      String reason = TEXT.get("tooFew", figures.ratio().count(), LEAST_PLACES);
      return new Judgement("", "", reason, 0, 0, 0, 1, List.of(reason));
    }
    double ratio = figures.villusToCrypt();
    double iel = figures.ielPer100();
    boolean counted = Double.isFinite(iel);
    boolean raised = counted && iel > MOST_LYMPHOCYTES;
    String marsh;
    String corazza;
    String rule;
    if (ratio < FLAT) {
      marsh = "3c";
      corazza = "B2";
      rule = TEXT.get("rule.flat", ratio, FLAT);
    } else if (ratio < MARKED) {
      marsh = "3b";
      corazza = "B1";
      rule = TEXT.get("rule.marked", ratio, MARKED);
    } else if (ratio < ATROPHY_RATIO) {
      marsh = "3a";
      corazza = "B1";
      rule = TEXT.get("rule.mild", ratio, ATROPHY_RATIO);
    } else if (raised) {
      marsh = "1";
      corazza = "A";
      rule = TEXT.get("rule.lymphocytes", iel, MOST_LYMPHOCYTES);
    } else {
      marsh = counted ? "0" : "";
      corazza = "";
      rule = TEXT.get(counted ? "rule.none" : "rule.notCounted", ratio);
    }
    return suggestion(figures, marsh, corazza, rule, raised, counted);
  }

  private static Judgement suggestion(
      MucosaFigures figures,
      String marsh,
      String corazza,
      String rule,
      boolean raised,
      boolean counted) {
    double ratio = figures.villusToCrypt();
    double tall = logistic((ratio - LOOKS_TALL) / SOFTNESS);
    double flat = logistic((LOOKS_FLAT - ratio) / SOFTNESS);
    double between = Math.max(0, 1 - tall - flat);
    boolean many = counted && figures.ielPer100() > MANY_LYMPHOCYTES;
    // short villi without more lymphocytes speak less for coeliac disease, where these come first
    double share = many ? 0.35 : raised ? 0.25 : counted ? 0.15 : 0.2;
    double other = counted && !raised ? 0.45 : 0.4;
    boolean patchy = figures.ratio().lower() < MARKED && figures.ratio().upper() >= ATROPHY_RATIO;
    boolean few = figures.ratio().count() < FEW_PLACES;
    double kept = patchy || few ? DOUBTFUL : 1;
    double normal = kept * tall * (raised ? 0.45 : counted ? 0.9 : 0.75);
    double coeliac = kept * (flat * 0.75 + between * share + tall * (raised ? 0.2 : 0));
    double environmental = kept * (flat * 0.1 + between * other + tall * (raised ? 0.15 : 0));
    double open = Math.max(0, 1 - normal - coeliac - environmental);

    List<String> reasons = new ArrayList<>();
    reasons.add(
        TEXT.get(
            "reason.ratio",
            ratio,
            figures.ratio().count(),
            figures.villusHeightUm().median(),
            figures.cryptDepthUm().median()));
    if (few) {
      reasons.add(TEXT.get("reason.few", FEW_PLACES));
    }
    if (patchy) {
      reasons.add(TEXT.get("reason.patchy", figures.ratio().lower(), figures.ratio().upper()));
    }
    if (!counted) {
      reasons.add(TEXT.get("reason.notCounted"));
    } else {
      reasons.add(
          TEXT.get(
              raised ? "reason.raised" : "reason.notRaised",
              figures.ielPer100(),
              MOST_LYMPHOCYTES));
    }
    if (figures.cutEdges() > 0) {
      reasons.add(TEXT.get("reason.cutEdge", figures.cutEdges(), figures.ratio().count()));
    }
    if (ratio >= ATROPHY_RATIO && ratio < NORMAL_RATIO) {
      reasons.add(TEXT.get("reason.border", ATROPHY_RATIO, NORMAL_RATIO));
    }
    if (flat > 0.5) {
      reasons.add(TEXT.get("reason.flat"));
    } else if (between > 0.4) {
      reasons.add(TEXT.get("reason.between"));
    }
    reasons.add(TEXT.get("reason.organisms"));
    double sum = normal + coeliac + environmental + open;
    return new Judgement(
        marsh,
        corazza,
        rule,
        normal / sum,
        coeliac / sum,
        environmental / sum,
        open / sum,
        reasons);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
