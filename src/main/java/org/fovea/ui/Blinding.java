package org.fovea.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.batch.reading.DoubleReading;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;
import org.fovea.library.Library.AiState;
import org.fovea.library.Library.ReviewState;
import org.fovea.library.Library.StudyRow;
import org.fovea.ui.review.Sight;
import org.fovea.ui.settings.Settings;

/** Keeps from a second reader, wherever the window would show it, what they are not to see yet. */
final class Blinding {
  private static final Text WORDS = Text.of(Blinding.class);

  private final DoubleReading readings;
  private final Settings settings;

  Blinding(DoubleReading readings, Settings settings) {
    this.readings = readings;
    this.settings = settings;
  }

  /** What the user may see of a study. */
  Sight sight(String studyInstanceUid) throws FoveaException {
    Optional<ReaderRole> role = settings.readerRole();
    List<Reading> all = readings.of(studyInstanceUid);
    Optional<Reading> own =
        all.stream()
            .filter(r -> role.isPresent() && r.role() == role.get())
            .filter(r -> r.reader().name().equals(settings.reviewerProperty().get()))
            .findFirst();
    return new Sight(
        role,
        role.isPresent() && DoubleReading.blinded(all, role.get()),
        own,
        all.size() == 2 ? all : List.of(),
        role.isPresent() ? readings.diagnoses(studyInstanceUid) : List.of());
  }

  void record(Reading reading) throws FoveaException {
    readings.record(reading);
  }

  /** Whether AI and other reading of a study are kept from the user. */
  boolean hidden(String studyInstanceUid) throws FoveaException {
    Optional<ReaderRole> role = settings.readerRole();
    return role.isPresent() && readings.blinded(studyInstanceUid, role.get());
  }

  /**
   * Hinders what would show or change what is hidden.
   *
   * @throws FoveaException if the study is hidden from the user
   */
  void check(String studyInstanceUid) throws FoveaException {
    if (hidden(studyInstanceUid)) {
      throw new FoveaException(ErrorCode.LIBRARY, null, WORDS.get("blinded.marks"));
    }
  }

  /** Rows without what AI and other reader have left in them, where that is hidden. */
  List<StudyRow> rows(List<StudyRow> rows) throws FoveaException {
    if (settings.readerRole().orElse(ReaderRole.FIRST) != ReaderRole.SECOND) {
      return rows;
    }
    Set<String> complete = readings.complete();
    List<StudyRow> shown = new ArrayList<>();
    for (StudyRow r : rows) {
      shown.add(
          complete.contains(r.studyInstanceUid())
              ? r
              : new StudyRow(
                  r.studyInstanceUid(),
                  r.patientId(),
                  r.patientName(),
                  r.birthDate(),
                  r.sex(),
                  r.studyDate(),
                  r.description(),
                  r.modalities(),
                  r.series(),
                  r.images(),
                  AiState.HIDDEN,
                  ReviewState.NONE,
                  Double.NaN,
                  r.addedAt()));
    }
    return shown;
  }
}
