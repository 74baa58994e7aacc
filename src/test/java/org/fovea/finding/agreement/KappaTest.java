package org.fovea.finding.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Against values computed apart: published examples, and standard errors by the delta method worked
 * numerically in another program.
 */
class KappaTest {

  private static ConfusionTable table(List<String> labels, int[][] counts) {
    List<ConfusionTable.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        for (int n = 0; n < counts[i][j]; n++) {
          pairs.add(new ConfusionTable.Pair(labels.get(i), labels.get(j)));
        }
      }
    }
    return ConfusionTable.of(labels, pairs);
  }

  @Test
  void cohenOfTwoClasses() {
    Kappa k = Kappa.cohen(table(List.of("yes", "no"), new int[][] {{20, 5}, {10, 15}}));
    assertThat(k.cases()).isEqualTo(50);
    assertThat(k.observed()).isEqualTo(0.7, within(1e-12));
    assertThat(k.value()).isEqualTo(0.4, within(1e-12));
    assertThat(k.standardError()).isEqualTo(SE_TWO, within(1e-6));
  }

  @Test
  void cohenOfThreeClasses() {
    Kappa k =
        Kappa.cohen(table(List.of("a", "b", "c"), new int[][] {{75, 1, 4}, {5, 4, 1}, {0, 0, 10}}));
    assertThat(k.value()).isEqualTo(0.676, within(5e-4)); // Fleiss, Cohen, Everitt 1969
    assertThat(k.standardError()).isEqualTo(SE_THREE, within(1e-6));
    assertThat(k.low()).isLessThan(k.value());
    assertThat(k.high()).isLessThanOrEqualTo(1);
  }

  @Test
  void cohenIsNotDefinedWhereBothAlwaysSayTheSame() {
    Kappa k = Kappa.cohen(table(List.of("a", "b"), new int[][] {{9, 0}, {0, 0}}));
    assertThat(k.observed()).isEqualTo(1);
    assertThat(k.value()).isNaN();
    assertThat(Kappa.cohen(table(List.of("a"), new int[][] {{0}})).value()).isNaN();
  }

  /** Ten subjects, fourteen readers, five classes: a widely reproduced example of the method. */
  @Test
  void fleissOfFourteenReaders() {
    int[][] counts = {
      {0, 0, 0, 0, 14},
      {0, 2, 6, 4, 2},
      {0, 0, 3, 5, 6},
      {0, 3, 9, 2, 0},
      {2, 2, 8, 1, 1},
      {7, 7, 0, 0, 0},
      {3, 2, 6, 3, 0},
      {2, 5, 3, 2, 2},
      {6, 5, 2, 1, 0},
      {0, 2, 2, 3, 7}
    };
    Kappa k = Kappa.fleiss(counts);
    assertThat(k.observed()).isEqualTo(0.378, within(5e-4));
    assertThat(k.value()).isEqualTo(0.210, within(5e-4));
    assertThat(k.standardError()).isEqualTo(SE_FLEISS, within(1e-6));
  }

  @Test
  void fleissNeedsTheSameReadersEverywhere() {
    assertThatThrownBy(() -> Kappa.fleiss(new int[][] {{1, 1}, {2, 1}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Kappa.fleiss(new int[0][2]).value()).isNaN();
  }

  private static final double SE_TWO = 0.126996;
  private static final double SE_THREE = 0.087703;
  private static final double SE_FLEISS = 0.100557;
}
