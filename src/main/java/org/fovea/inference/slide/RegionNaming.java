package org.fovea.inference.slide;

import java.util.Map;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.Code;
import org.fovea.inference.pipeline.StepReader;

/**
 * How sure of its grade a region must be to be called by it. Below that it is called by what all
 * grades that are looked for have in common, so that no grade stands beside a probability that is
 * not its own.
 *
 * @param from least probability of a grade that is named, 0 to 1
 * @param label of a region whose grade is not named; null where every grade is
 * @param code of such a region; null where every grade is named
 */
record RegionNaming(double from, String label, Code code) {
  private static final Text TEXT = Text.of(RegionNaming.class);
  private static final String STEP = "regions";

  /** The likeliest grade is named, however unlikely. */
  static final RegionNaming ALWAYS = new RegionNaming(0, null, null);

  /**
   * As the step {@code regions} says.
   *
   * @throws FoveaException BUNDLE_INVALID if a parameter is missing or of another kind
   */
  static RegionNaming of(StepReader after) throws FoveaException {
    double from = after.number(STEP, "gradeFrom");
    if (from < 0
        || from > 1
        || !(after.value(STEP, "unsureLabel") instanceof String label)
        || !(after.value(STEP, "unsureCode") instanceof Map<?, ?> code)
        || !(code.get("scheme") instanceof String scheme)
        || !(code.get("value") instanceof String value)
        || !(code.get("meaning") instanceof String meaning)) {
      throw after.invalid(TEXT.get("naming"));
    }
    return new RegionNaming(from, label, new Code(scheme, value, meaning));
  }
}
