package org.fovea.inference.pipeline;

/** The logistic function and its inverse. */
final class Logistic {
  private static final double LIMIT = 1e-6;

  private Logistic() {}

  static double of(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** Of a probability held off 0 and 1 by a millionth. */
  static double logit(double p) {
    double held = Math.clamp(p, LIMIT, 1 - LIMIT);
    return Math.log(held / (1 - held));
  }
}
