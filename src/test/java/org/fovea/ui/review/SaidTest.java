package org.fovea.ui.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.fovea.finding.Code;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.finding.Verdict.Decision;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Outline;
import org.junit.jupiter.api.Test;

class SaidTest {
  private static final Vec3 ORIGIN = new Vec3(0, 0, 0);
  private final FindingClass polyp =
      new FindingClass("polyp", "Polyp", new Code("SCT", "41329004", "Polyp"));
  private final Region.Area area =
      new Region.Area(
          new Outline(List.of(new double[] {0, 0, 1, 0, 1, 1})), 0.5, 1.4, ORIGIN, ORIGIN, ORIGIN);

  @Test
  void anotherBorderOnASlideKeepsClassAndComment() {
    Said said = Said.of(Decision.ACCEPTED, null).called(polyp).commented("sessile").redrawn(area);
    assertThat(said.decision()).isEqualTo(Decision.CHANGED);
    assertThat(said.changedClass()).isEqualTo(polyp);
    assertThat(said.comment()).isEqualTo("sessile");
    assertThat(said.changedArea()).isSameAs(area);
  }

  @Test
  void itsOwnClassIsAcceptedUnlessItsBorderWasChanged() {
    Said rejected = Said.of(Decision.REJECTED, "artefact");
    assertThat(rejected.called(null)).isEqualTo(Said.of(Decision.ACCEPTED, null));
    Said redrawn = rejected.redrawn(area).called(polyp).called(null);
    assertThat(redrawn.decision()).isEqualTo(Decision.CHANGED);
    assertThat(redrawn.changedArea()).isSameAs(area);
    assertThat(redrawn.changedClass()).isNull();
    assertThat(redrawn.reason()).isNull();
  }

  @Test
  void aVerdictSaysWhatWasSaidAndComesBackTheSame() {
    Said said = Said.of(Decision.REJECTED, "artefact").redrawn(area).commented("small");
    Verdict.Reviewer reviewer = new Verdict.Reviewer("Lee^Ann", "Clinic");
    Verdict verdict = said.by(reviewer, "1.2.3", Instant.EPOCH);
    assertThat(verdict.trackingUid()).isEqualTo("1.2.3");
    assertThat(verdict.reviewer()).isEqualTo(reviewer);
    assertThat(Said.of(verdict)).isEqualTo(said);
    assertThat(Said.of((Verdict) null).decision()).isEqualTo(Decision.PENDING);
  }
}
