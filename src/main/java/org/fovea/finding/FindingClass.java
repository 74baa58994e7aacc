package org.fovea.finding;

/**
 * A class that a finding can be of.
 *
 * @param name the output of the bundle, such as {@code low-grade-in}
 * @param label for people
 * @param code what it is, coded
 */
public record FindingClass(String name, String label, Code code) {}
