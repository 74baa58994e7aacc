package org.fovea.dicom;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * One study.
 *
 * @param date null where absent
 * @param time null where absent
 */
public record Study(
    String studyInstanceUid,
    Patient patient,
    LocalDate date,
    LocalTime time,
    String accessionNumber,
    String description,
    List<Series> series) {

  /** Whether there is anything to look at. */
  public boolean hasImages() {
    return series.stream().anyMatch(s -> !s.stacks().isEmpty() || !s.slides().isEmpty());
  }

  /** The objects that hold its images, slides with all their levels. */
  public List<Instance> images() {
    return series.stream().flatMap(s -> s.images().stream()).toList();
  }
}
