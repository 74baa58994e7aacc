package org.fovea.dicom.synthetic;

/** The three sequences of a sample study, in the order in which they are acquired. */
public enum Sequence {
  T1(1, "AX T1", "SE", "NONE", 550, 12, Double.NaN, ""),
  FLAIR(2, "AX FLAIR", "SE\\IR", "SK", 9000, 120, 2250, ""),
  T1_CONTRAST(3, "AX T1 POST GD", "SE", "NONE", 550, 12, Double.NaN, "Gadolinium (synthetic)");

  final int number;
  final String description;
  final String scanningSequence;
  final String variant;
  final double repetitionTimeMs;
  final double echoTimeMs;
  final double inversionTimeMs;
  final String contrastAgent;

  Sequence(
      int number,
      String description,
      String scanningSequence,
      String variant,
      double repetitionTimeMs,
      double echoTimeMs,
      double inversionTimeMs,
      String contrastAgent) {
    this.number = number;
    this.description = description;
    this.scanningSequence = scanningSequence;
    this.variant = variant;
    this.repetitionTimeMs = repetitionTimeMs;
    this.echoTimeMs = echoTimeMs;
    this.inversionTimeMs = inversionTimeMs;
    this.contrastAgent = contrastAgent;
  }
}
