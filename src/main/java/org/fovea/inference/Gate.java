package org.fovea.inference;

import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.imaging.volume.ImageSeries;

/** Decides from headers and geometry alone whether a bundle is meant for a study. */
public interface Gate {

  Decision check(Bundle bundle, AnalysisInput input);

  /** The outcome. */
  sealed interface Decision {
    /**
     * The bundle applies.
     *
     * @param roles the series found for each role; a substituted role is absent
     */
    record Applies(Map<String, ImageSeries> roles) implements Decision {}

    /**
     * It does not.
     *
     * @param reason in plain words what is wrong and what would be needed
     * @param best what would be run under an overridden gate; empty where nothing could be
     */
    record Refused(String reason, Map<String, ImageSeries> best) implements Decision {}
  }
}
