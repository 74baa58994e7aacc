package org.fovea.finding;

/** A coded concept: scheme designator (such as {@code SCT}), value and meaning (PS3.3 8.8). */
public record Code(String scheme, String value, String meaning) {}
