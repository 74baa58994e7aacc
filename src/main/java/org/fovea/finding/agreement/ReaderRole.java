package org.fovea.finding.agreement;

/** In what place a physician reads a case that is read twice. */
public enum ReaderRole {
  /** With sight of what the AI said. */
  FIRST,
  /** Without sight of the AI and of the first reader, until both readings are in. */
  SECOND
}
