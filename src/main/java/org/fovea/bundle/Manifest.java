package org.fovea.bundle;

import java.util.List;
import java.util.Map;
import org.fovea.finding.Code;
import org.fovea.finding.FindingClass;

/**
 * What {@code configs/fovea.json} says of a bundle (schema {@code fovea.bundle/1}).
 *
 * @param validation one sentence on what it was and was not validated on, shown beside every result
 * @param preprocessing named steps, in order; an unknown one is an error
 * @param calibration parameters by name, see the bundle's card
 * @param evaluation figures with the data they came from
 * @param golden paths and tolerances of the golden pairs
 * @param files SHA-256 by relative path
 * @param heatmap name of the map that is drawn over a slide; empty where the first output is
 */
public record Manifest(
    String schema,
    String id,
    String version,
    String name,
    String intendedUse,
    String validation,
    AppliesTo appliesTo,
    List<Step> preprocessing,
    Network network,
    List<Step> postprocessing,
    List<Output> outputs,
    double operatingThreshold,
    Map<String, Object> calibration,
    Map<String, Object> evaluation,
    Map<String, Object> golden,
    Map<String, String> files,
    String heatmap) {

  /** A manifest that does not name its heatmap: the first output does. */
  public Manifest(
      String schema,
      String id,
      String version,
      String name,
      String intendedUse,
      String validation,
      AppliesTo appliesTo,
      List<Step> preprocessing,
      Network network,
      List<Step> postprocessing,
      List<Output> outputs,
      double operatingThreshold,
      Map<String, Object> calibration,
      Map<String, Object> evaluation,
      Map<String, Object> golden,
      Map<String, String> files) {
    this(
        schema,
        id,
        version,
        name,
        intendedUse,
        validation,
        appliesTo,
        preprocessing,
        network,
        postprocessing,
        outputs,
        operatingThreshold,
        calibration,
        evaluation,
        golden,
        files,
        "");
  }

  /**
   * What a bundle may be run on.
   *
   * @param roles the images it needs, by role
   * @param plane {@code axial}, {@code coronal}, {@code sagittal}, or null for any
   * @param minimumExtentMm least extent along the slices, mm; 0 where it does not matter
   * @param stain {@code hematoxylin-eosin}, or null for any and for images without stain
   * @param minimumTissueMm2 least area of tissue on a slide, mm²; 0 where it does not matter
   */
  public record AppliesTo(
      List<String> modality,
      List<String> bodyPart,
      List<Role> roles,
      int minimumSlices,
      String plane,
      double minimumExtentMm,
      String stain,
      double minimumTissueMm2) {

    /** What a bundle for radiology applies to. */
    public AppliesTo(
        List<String> modality,
        List<String> bodyPart,
        List<Role> roles,
        int minimumSlices,
        String plane,
        double minimumExtentMm) {
      this(modality, bodyPart, roles, minimumSlices, plane, minimumExtentMm, null, 0);
    }
  }

  /**
   * One image that a bundle looks at.
   *
   * @param substitute the role that stands in where this one is missing, or null
   */
  public record Role(String name, boolean required, String substitute) {}

  /** A named step with its parameters. */
  public record Step(String step, Map<String, Object> parameters) {}

  /** Shapes without the batch dimension, and how many items a batch has. */
  public record Network(List<Integer> input, List<Integer> output, int batch) {}

  /**
   * What one output channel means.
   *
   * @param positive whether it is what the bundle looks for, rather than what it tells that from
   */
  public record Output(
      int channel,
      String name,
      String label,
      Code code,
      Code site,
      Code category,
      boolean positive) {

    /** What a finding or a case is called by it. */
    public FindingClass findingClass() {
      return new FindingClass(name, label, code);
    }

    /** A channel that is looked for. */
    public Output(int channel, String name, String label, Code code, Code site, Code category) {
      this(channel, name, label, code, site, category, true);
    }
  }
}
