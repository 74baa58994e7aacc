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
    List<Series> series) {}
