package org.fovea.finding.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClassEvaluationTest {
  private static LabelledCase graded(String id, String truth, double coeliac) {
    return new LabelledCase(
        id, "P" + id, truth, Map.of("coeliac", coeliac, "normal", 1 - coeliac), null);
  }

  /** Three coeliac cases (0.9, 0.8, 0.4) and four normal ones (0.7, 0.4, 0.2, 0.1). */
  private static List<LabelledCase> seven() {
    return List.of(
        graded("1", "coeliac", 0.9),
        graded("2", "coeliac", 0.8),
        graded("3", "coeliac", 0.4),
        graded("4", "normal", 0.7),
        graded("5", "normal", 0.4),
        graded("6", "normal", 0.2),
        graded("7", "normal", 0.1));
  }

  @Test
  void figuresAreThoseCountedByHand() {
    ClassEvaluation e = ClassEvaluation.of(seven());
    assertThat(e.answered()).isEqualTo(7);
    assertThat(e.accuracy().value()).isEqualTo(5 / 7.0);
    ClassEvaluation.OfClass coeliac = e.classes().get("coeliac");
    assertThat(coeliac.sensitivity().value()).isEqualTo(2 / 3.0);
    assertThat(coeliac.specificity().value()).isEqualTo(0.75);
    // Of 12 pairs: 0.9 and 0.8 above all four; 0.4 above two, equal to one, below one: 10.5.
    assertThat(coeliac.auroc().value()).isCloseTo(10.5 / 12, within(1e-12));
    assertThat(e.balancedAccuracy().value()).isCloseTo((2 / 3.0 + 0.75) / 2, within(1e-12));
    assertThat(e.balancedAccuracy().low()).isLessThan(e.balancedAccuracy().value());
    assertThat(e.table().count(0, 0)).isEqualTo(2);
    assertThat(e.table().count(0, 1)).isEqualTo(1);
    assertThat(e.table().count(1, 0)).isEqualTo(1);
  }

  @Test
  void theIntervalOfAShareIsWilsons() {
    // 8 of 10: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n), computed apart
    Figure f = Figure.share(8, 10);
    assertThat(f.low()).isCloseTo(0.4901625, within(1e-6));
    assertThat(f.high()).isCloseTo(0.9433178, within(1e-6));
    assertThat(Figure.share(0, 0).value()).isNaN();
    assertThat(Figure.share(5, 5).high()).isEqualTo(1);
  }

  @Test
  void casesWithoutAnAnswerAreCountedAndAnAnswerBesideTheClassesIsWrong() {
    List<LabelledCase> cases = new ArrayList<>(seven());
    cases.add(new LabelledCase("8", "P8", "coeliac", Map.of(), "no villus"));
    cases.add(
        new LabelledCase("9", "P9", "coeliac", Map.of("coeliac", 0.3, "indeterminate", 0.7), null));
    ClassEvaluation e = ClassEvaluation.of(cases);
    assertThat(e.cases()).isEqualTo(9);
    assertThat(e.answered()).isEqualTo(8);
    assertThat(e.accuracy().value()).isEqualTo(5 / 8.0);
    assertThat(e.table().labels()).containsExactly("coeliac", "normal", "indeterminate");
  }

  @Test
  void allOfOneClassHasNoArea() {
    ClassEvaluation e = ClassEvaluation.of(seven().subList(0, 3));
    assertThat(e.classes().get("coeliac").auroc().value()).isNaN();
    assertThat(e.classes().get("coeliac").specificity().value()).isNaN();
  }

  /** The area by counting every pair. */
  @Property(tries = 200)
  void theAreaIsTheShareOfPairsInOrder(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 5) Integer> of,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 5) Integer> others) {
    List<LabelledCase> cases = new ArrayList<>();
    of.forEach(g -> cases.add(graded("a" + cases.size(), "coeliac", g / 5.0)));
    others.forEach(g -> cases.add(graded("b" + cases.size(), "normal", g / 5.0)));
    double pairs = 0;
    for (int a : of) {
      for (int b : others) {
        pairs += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    assertThat(ClassEvaluation.auroc("coeliac", cases))
        .isCloseTo(pairs / of.size() / others.size(), within(1e-12));
  }
}
