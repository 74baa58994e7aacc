package org.fovea.cli;

import org.fovea.workflow.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "Fovea " + Version.current(),
      "For research use only; not a medical device.",
      "Java " + Runtime.version()
    };
  }
}
