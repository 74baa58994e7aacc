package org.fovea.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How fast the queue moves and how long it will take.
 *
 * @param casesPerHour from the cases analysed last; NaN while none was
 * @param left estimate for what waits and runs; null while it cannot be told
 */
public record Pace(double casesPerHour, Duration left) {
  /** Cases that the pace is taken from: enough to even out sizes, few enough to follow a change. */
  private static final int RECENT = 20;

  /** The pace of a queue at a moment. Cases that were answered without a model do not count. */
  public static Pace of(List<CaseEntry> cases, Instant now) {
    List<CaseEntry> recent =
        cases.stream()
            .filter(c -> c.state() == CaseEntry.State.DONE && !c.reused() && c.took() != null)
            .sorted(Comparator.comparing(CaseEntry::endedAt).reversed())
            .limit(RECENT)
            .toList();
    if (recent.isEmpty()) {
      return new Pace(Double.NaN, null);
    }
    double seconds =
        recent.stream().mapToDouble(c -> c.took().toMillis() / 1000.0).average().orElseThrow();
    double left = 0;
    for (CaseEntry c : cases) {
      if (c.state() == CaseEntry.State.WAITING) {
        left += seconds;
      } else if (c.state() == CaseEntry.State.RUNNING && c.startedAt() != null) {
        left += Math.max(0, seconds - Duration.between(c.startedAt(), now).toMillis() / 1000.0);
      }
    }
    return new Pace(
        seconds > 0 ? 3600 / seconds : Double.NaN, Duration.ofMillis(Math.round(left * 1000)));
  }
}
