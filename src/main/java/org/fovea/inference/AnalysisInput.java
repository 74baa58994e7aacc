package org.fovea.inference;

import java.util.List;
import org.fovea.imaging.volume.ImageSeries;

/** The series of one study that a bundle may look at. */
public record AnalysisInput(String studyInstanceUid, String patientId, List<ImageSeries> series) {}
