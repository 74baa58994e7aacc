package org.fovea.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An analysis and all that was said of its findings, oldest first. */
public record Review(Analysis analysis, List<Verdict> verdicts) {

  public Review {
    verdicts = List.copyOf(verdicts);
  }

  /** The verdict that holds for a finding; empty while nobody has said anything. */
  public Optional<Verdict> verdict(String trackingUid) {
    for (Verdict v : verdicts.reversed()) {
      if (v.trackingUid().equals(trackingUid)) {
        return Optional.of(v);
      }
    }
    return Optional.empty();
  }

  /** What holds for a finding. */
  public Verdict.Decision decision(String trackingUid) {
    return verdict(trackingUid).map(Verdict::decision).orElse(Verdict.Decision.PENDING);
  }

  /** Whether every finding has been decided on. */
  public boolean complete() {
    return analysis.findings().stream()
        .noneMatch(f -> decision(f.trackingUid()) == Verdict.Decision.PENDING);
  }

  /** This review with one more verdict. */
  public Review with(Verdict verdict) {
    List<Verdict> all = new ArrayList<>(verdicts);
    all.add(verdict);
    return new Review(analysis, all);
  }
}
