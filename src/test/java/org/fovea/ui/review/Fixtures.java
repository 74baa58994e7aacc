package org.fovea.ui.review;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/** Results of analyses, and use cases that keep them in memory and can be told to fail. */
public final class Fixtures {
  public static final Grid GRID =
      new Grid(
          new Vec3(0, 0, 0),
          new Vec3(1, 0, 0),
          new Vec3(0, 1, 0),
          new Vec3(0, 0, 1),
          1,
          1,
          5,
          64,
          64,
          20);

  private Fixtures() {}

  public static Study study(String uid) {
    return new Study(
        uid,
        new Patient("P1", "Smith^John", LocalDate.of(1961, 2, 3), "M"),
        LocalDate.of(2024, 5, 6),
        null,
        "",
        "Brain",
        List.of());
  }

  /** A box of voxels from (i, j, k), inclusive, of a size. */
  public static Mask box(int i, int j, int k, int size, int slices) {
    BitSet set = new BitSet();
    for (int z = k; z < k + slices; z++) {
      for (int y = j; y < j + size; y++) {
        set.set(GRID.index(i, y, z), GRID.index(i, y, z) + size);
      }
    }
    return new Mask(GRID, set);
  }

  public static Finding finding(int n, double probability, Mask mask, double longAxis) {
    Code code = new Code("SCT", "393564001", "Glioma");
    return new Finding(
        "1.2.826.9." + n,
        "Glioma " + n,
        "Glioma",
        code,
        new Code("SCT", "12738006", "Brain"),
        new Code("SCT", "49755003", "Morphologically abnormal structure"),
        probability,
        new Region.Solid(
            mask,
            mask.count() * GRID.voxelMl(),
            longAxis,
            new Vec3(n, n, 5 * n),
            new Vec3(0, 0, 0),
            new Vec3(1, 1, 1)));
  }

  public static Analysis analysis(
      String uid, Analysis.Status status, String reason, boolean overridden, Finding... findings) {
    return new Analysis(
        uid,
        "1.2.3",
        List.of("1.2.3.1"),
        "P1",
        "MR",
        new Provenance(
            "brain-mri-glioma",
            "1.0.0",
            "Brain MRI glioma",
            "ab",
            "cpu",
            "0.1.0",
            Instant.parse("2026-03-01T10:00:00Z"),
            Duration.ofSeconds(8)),
        status,
        reason,
        overridden,
        Map.of("glioma", findings.length == 0 ? 0.31 : findings[0].probability()),
        Map.of(),
        List.of(findings),
        status == Analysis.Status.COMPLETED && findings.length > 0
            ? List.of(org.fovea.ui.radiology.Phantom.heatmap())
            : List.<Heatmap>of());
  }

  public static KnownResult.Own own(Analysis analysis) {
    return new KnownResult.Own(
        new Review(analysis, List.of()),
        null,
        false,
        "Validated on 22 patients of one public collection, not in clinical use.",
        0.5);
  }

  /** Use cases in memory. */
  public static final class Memory implements Reviewing {
    public final List<Verdict> verdicts = new ArrayList<>();
    public final List<KnownResult> known = new ArrayList<>();
    public volatile FoveaException failure;
    public volatile List<KnownResult> analysed = List.of();
    public volatile java.util.concurrent.CountDownLatch hold =
        new java.util.concurrent.CountDownLatch(0);
    public volatile boolean overridden;

    @Override
    public List<KnownResult> results(Study study, Progress progress) {
      return List.copyOf(known);
    }

    @Override
    public List<KnownResult> analyze(Study study, boolean overrideGate, Progress progress)
        throws FoveaException {
      overridden = overrideGate;
      progress.report(0.4, "Analysing FLAIR: 12 of 32 slices");
      while (hold.getCount() > 0) {
        progress.checkCancelled();
        Thread.onSpinWait();
      }
      fail();
      return analysed;
    }

    @Override
    public Review record(Review review, Verdict verdict) throws FoveaException {
      fail();
      synchronized (verdicts) {
        verdicts.add(verdict);
      }
      return review.with(verdict);
    }

    @Override
    public KnownResult.Own changePlaces(
        KnownResult.Own result,
        List<org.fovea.finding.enteropathy.MucosalPlace> places,
        Verdict.Reviewer reviewer)
        throws FoveaException {
      fail();
      org.fovea.finding.Analysis a = result.analysis();
      return result.with(new Review(a.with(a.mucosa().with(places)), result.review().verdicts()));
    }

    @Override
    public Signed sign(Study study, KnownResult.Own result, Verdict.Reviewer reviewer)
        throws FoveaException {
      fail();
      return new Signed(
          new KnownResult.Own(
              result.review(), result.written(), true, result.validation(), result.threshold()),
          java.nio.file.Path.of("results", "sr-review.dcm"));
    }

    private void fail() throws FoveaException {
      if (failure != null) {
        throw failure;
      }
    }

    public static FoveaException diskFull() {
      return new FoveaException(
          ErrorCode.LIBRARY, null, "The disk is full: free some room and try again.");
    }
  }

  /** Images that only remember what they were asked. */
  public static final class Recorded implements Images {
    public List<Outline> outlines = List.of();
    public Vec3 point;
    public String series;
    public Consumer<Mask> save;
    public Consumer<Region.Area> saveArea;

    @Override
    public void show(KnownResult result, List<Outline> shown, String selected) {
      outlines = shown;
    }

    @Override
    public void prefer(String imageUid) {
      series = imageUid;
    }

    @Override
    public void jumpTo(Vec3 where) {
      point = where;
    }

    @Override
    public void edit(String id, String label, Mask mask, Heatmap heatmap, Consumer<Mask> then) {
      save = then;
    }

    @Override
    public void edit(String id, String label, Region.Area area, Consumer<Region.Area> then) {
      saveArea = then;
    }

    @Override
    public ObservableBooleanValue editing() {
      return new SimpleBooleanProperty();
    }
  }
}
