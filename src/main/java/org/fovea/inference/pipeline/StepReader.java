package org.fovea.inference.pipeline;

import java.util.List;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;

/**
 * Takes the parameters of named steps from a manifest; an unknown step is an error, never skipped.
 */
public record StepReader(Bundle bundle, List<Manifest.Step> steps, List<String> known) {
  private static final Text TEXT = Text.of(StepReader.class);

  /**
   * A parameter of a step.
   *
   * @throws FoveaException BUNDLE_INVALID if a step is unknown or out of order, or the parameter is
   *     missing
   */
  public Object value(String step, String parameter) throws FoveaException {
    List<String> names = steps.stream().map(Manifest.Step::step).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw invalid(TEXT.get("unknown", name));
      }
    }
    if (!names.equals(known)) {
      throw invalid(TEXT.get("order", String.join(", ", known)));
    }
    Map<String, Object> parameters = steps.get(names.indexOf(step)).parameters();
    Object value = parameters.get(parameter);
    if (value == null) {
      throw invalid(TEXT.get("lacks", step, parameter));
    }
    return value;
  }

  /**
   * A parameter that is a number.
   *
   * @throws FoveaException BUNDLE_INVALID if it is none
   */
  public double number(String step, String parameter) throws FoveaException {
    if (value(step, parameter) instanceof Number n && Double.isFinite(n.doubleValue())) {
      return n.doubleValue();
    }
    throw invalid(TEXT.get("lacks", step, parameter));
  }

  /** What to throw with a message about this bundle. */
  public FoveaException invalid(String message) {
    return new FoveaException(ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), message);
  }
}
