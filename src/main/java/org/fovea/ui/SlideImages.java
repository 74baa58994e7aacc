package org.fovea.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.LymphocyteMap;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.ui.pathology.SlideView;
import org.fovea.ui.review.Images;
import org.fovea.ui.review.KnownResult;

/** The slide view, as the findings panel knows it. */
final class SlideImages implements Images {
  private final SlideView view;
  private final Consumer<List<MucosalPlace>> places;

  /**
   * @param places gets the places on mucosa after each change by hand
   */
  SlideImages(SlideView view, Consumer<List<MucosalPlace>> places) {
    this.view = view;
    this.places = places;
  }

  @Override
  public void show(KnownResult result, List<Outline> outlines, String selected) {
    List<SlideView.Finding> findings = new ArrayList<>();
    List<SlideHeatmap> maps = List.of();
    if (result instanceof KnownResult.Own own) {
      maps = new ArrayList<>(own.analysis().slideHeatmaps());
      if (own.analysis().mucosa() != null && maps.size() == 1) { // by an earlier version
        LymphocyteMap.of(own.analysis().mucosa(), maps.getFirst()).ifPresent(maps::add);
      }
      for (Finding f : own.analysis().findings()) {
        if (f.region() instanceof Region.Area area) {
          Verdict v = own.review().verdict(f.trackingUid()).orElse(null);
          Region.Area holds = v == null || v.changedArea() == null ? area : v.changedArea();
          findings.add(
              new SlideView.Finding(
                  f.trackingUid(),
                  f.trackingId(),
                  holds.outline(),
                  v == null ? Verdict.Decision.PENDING : v.decision()));
        }
      }
    }
    if (result instanceof KnownResult.Foreign foreign) {
      maps = foreign.slideHeatmaps();
    }
    view.showFound(result instanceof KnownResult.Foreign f ? f.marks() : List.of());
    view.mucosa()
        .show(
            result == null ? "" : result.id(),
            result == null ? "" : result.imageUid(),
            result instanceof KnownResult.Own own ? own.analysis().mucosa() : null,
            places);
    view.showOverlays(
        result == null ? "" : result.id(),
        result == null ? "" : result.imageUid(),
        maps,
        findings,
        selected);
  }

  @Override
  public void prefer(String imageUid) {
    view.showImage(imageUid);
  }

  /** The finding that is spoken of has an outline, which says more than its middle. */
  @Override
  public void jumpTo(Vec3 point) {
    view.showSelected();
  }

  @Override
  public void edit(String id, String label, Mask mask, Heatmap heatmap, Consumer<Mask> save) {
    throw new UnsupportedOperationException("a finding on a slide has no mask");
  }

  @Override
  public void edit(String id, String label, Region.Area area, Consumer<Region.Area> save) {
    view.editBorder(id, label, area.outline(), save);
  }

  @Override
  public ObservableBooleanValue editing() {
    return view.border().activeProperty();
  }
}
