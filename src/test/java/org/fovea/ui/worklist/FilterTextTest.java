package org.fovea.ui.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.fovea.library.Library.Query;
import org.junit.jupiter.api.Test;

class FilterTextTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private static Query parse(String typed) {
    return FilterText.parse(typed, TODAY);
  }

  @Test
  void nothingTypedMeansEverything() {
    assertThat(parse("  ")).isEqualTo(Query.all());
  }

  @Test
  void wordsModalityAndDateInAnyOrder() {
    Query expected =
        new Query("smith brain", null, LocalDate.of(2024, 2, 1), LocalDate.of(2024, 2, 29), "MR");
    assertThat(parse("smith mr 2024-02 brain")).isEqualTo(expected);
    assertThat(parse("2024-02 smith brain MR")).isEqualTo(expected);
  }

  @Test
  void yearDayAndToday() {
    assertThat(parse("2024").from()).isEqualTo(LocalDate.of(2024, 1, 1));
    assertThat(parse("2024").to()).isEqualTo(LocalDate.of(2024, 12, 31));
    assertThat(parse("2024-05-17").from()).isEqualTo(LocalDate.of(2024, 5, 17));
    assertThat(parse("2024-05-17").to()).isEqualTo(LocalDate.of(2024, 5, 17));
    assertThat(parse("today").from()).isEqualTo(TODAY);
  }

  @Test
  void whatIsNoDateIsAWord() {
    assertThat(parse("2024-13").text()).isEqualTo("2024-13");
    assertThat(parse("1234").text()).isEqualTo("1234");
    assertThat(parse("2023-02-29").from()).isNull();
  }

  @Test
  void aSecondDateOrModalityIsAWord() {
    assertThat(parse("MR CT").modality()).isEqualTo("MR");
    assertThat(parse("MR CT").text()).isEqualTo("CT");
  }
}
