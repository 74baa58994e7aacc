package org.fovea.ui;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.fovea.library.Library.AiState;
import org.fovea.library.Library.ReviewState;
import org.fovea.library.Library.StudyRow;

/** Rows of a worklist, made up. */
public final class Rows {
  private Rows() {}

  public static StudyRow row(int n, AiState ai, ReviewState review, double urgency) {
    List<String> names =
        List.of("Smith^John", "Okonkwo^Ada", "Weber^Karin^Maria", "Nakamura^Hiro", "Silva^Ana");
    return new StudyRow(
        "1.2.3." + n,
        "P" + (1000 + n),
        names.get(n % names.size()),
        LocalDate.of(1950 + n, 1 + n % 12, 3),
        n % 2 == 0 ? "M" : "F",
        LocalDate.of(2024, 1 + n % 12, 1 + n % 27),
        n % 3 == 0 ? "Brain with contrast" : "Head follow-up",
        "MR",
        3,
        96 + n,
        ai,
        review,
        urgency,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  public static List<StudyRow> several() {
    return List.of(
        row(1, AiState.COMPLETED, ReviewState.NONE, 0.97),
        row(2, AiState.COMPLETED, ReviewState.STARTED, 0.62),
        row(3, AiState.NONE, ReviewState.NONE, Double.NaN),
        row(4, AiState.REFUSED, ReviewState.NONE, Double.NaN),
        row(5, AiState.FAILED, ReviewState.NONE, Double.NaN),
        row(6, AiState.COMPLETED, ReviewState.SIGNED, 0),
        row(7, AiState.COMPLETED, ReviewState.COMPLETE, 0));
  }
}
