package org.fovea.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void namesOfPersons() {
    assertThat(Format.personName("Smith^John")).isEqualTo("Smith, John");
    assertThat(Format.personName("Smith^John^Paul^Dr^MD")).isEqualTo("Smith, John Paul");
    assertThat(Format.personName("=山田^太郎=やまだ^たろう")).isEqualTo("山田, 太郎");
    assertThat(Format.personName("Smith")).isEqualTo("Smith");
    assertThat(Format.personName("^John")).isEqualTo("John");
    assertThat(Format.personName("")).isEmpty();
    assertThat(Format.personName(null)).isEmpty();
  }

  @Test
  void ages() {
    LocalDate birth = LocalDate.of(1961, 2, 3);
    assertThat(Format.sexAndAge("M", birth, LocalDate.of(2024, 2, 2))).isEqualTo("M 62 Y");
    assertThat(Format.sexAndAge("M", birth, LocalDate.of(2024, 2, 3))).isEqualTo("M 63 Y");
    assertThat(Format.sexAndAge("F", birth, LocalDate.of(1962, 3, 3))).isEqualTo("F 13 M");
    assertThat(Format.sexAndAge("", birth, LocalDate.of(1961, 2, 20))).isEqualTo("17 D");
    assertThat(Format.sexAndAge("O", null, LocalDate.of(1961, 2, 20))).isEqualTo("O");
    assertThat(Format.sexAndAge("F", birth, LocalDate.of(1960, 1, 1))).isEqualTo("F");
  }

  @Test
  void numbersWithTheirUnits() {
    assertThat(Format.probability(0.9999)).isEqualTo("0.99");
    assertThat(Format.probability(1)).isEqualTo("1.00");
    assertThat(Format.probability(Double.NaN)).isEqualTo("–");
    assertThat(Format.millilitres(0.344)).isEqualTo("0.34 ml");
    assertThat(Format.millilitres(3.44)).isEqualTo("3.4 ml");
    assertThat(Format.millilitres(34.4)).isEqualTo("34 ml");
    assertThat(Format.millimetres(51.2)).isEqualTo("51 mm");
    assertThat(Format.millimetres(5.12)).isEqualTo("5.1 mm");
    assertThat(Format.left(8.2)).isEqualTo("about 8 s");
    assertThat(Format.left(180)).isEqualTo("about 3 min");
    assertThat(Format.left(Double.NaN)).isEmpty();
  }
}
