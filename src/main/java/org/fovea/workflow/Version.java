package org.fovea.workflow;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** As the jar's manifest says; {@code development} where it runs from compiled classes. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
