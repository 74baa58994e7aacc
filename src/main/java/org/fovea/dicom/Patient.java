package org.fovea.dicom;

import java.time.LocalDate;

/**
 * Whom a study is of.
 *
 * @param id Patient ID; empty where absent
 * @param name as DICOM writes it, {@code Family^Given^…}; empty where absent
 * @param birthDate null where absent
 * @param sex M, F, O or empty
 */
public record Patient(String id, String name, LocalDate birthDate, String sex) {}
