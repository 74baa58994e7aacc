package org.fovea.ui.review;

import java.util.List;
import java.util.Optional;
import org.fovea.finding.FindingClass;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;

/**
 * What the user may see of a study as the reader they are, and what is asked of them.
 *
 * @param role empty where cases are not read twice
 * @param blinded whether AI and other reading are kept from them
 * @param own their own reading; empty while it is not in
 * @param readings all readings, where they may be seen; the first before the second
 * @param diagnoses what the case can be called
 */
public record Sight(
    Optional<ReaderRole> role,
    boolean blinded,
    Optional<Reading> own,
    List<Reading> readings,
    List<FindingClass> diagnoses) {

  /** Of a study that is not read twice. */
  public static Sight plain() {
    return new Sight(Optional.empty(), false, Optional.empty(), List.of(), List.of());
  }

  /** Whether a diagnosis is still asked of the user before the case is closed. */
  public boolean due() {
    return role.isPresent() && own.isEmpty() && readings.size() < 2 && !diagnoses.isEmpty();
  }
}
