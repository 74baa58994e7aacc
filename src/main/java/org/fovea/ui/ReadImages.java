package org.fovea.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.finding.Region;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.ui.radiology.OverlayLayer;
import org.fovea.ui.radiology.ReadView;
import org.fovea.ui.review.Images;
import org.fovea.ui.review.KnownResult;

/** The viewports, as the findings panel knows them. */
final class ReadImages implements Images {
  private final ReadView view;

  ReadImages(ReadView view) {
    this.view = view;
  }

  @Override
  public void show(KnownResult result, List<Outline> outlines, String selected) {
    List<OverlayLayer> layers = new ArrayList<>();
    if (result != null) {
      String series = result.seriesInstanceUid();
      for (Heatmap map : result.heatmaps()) {
        layers.add(new OverlayLayer.Heat(result.id() + "/" + map.name(), map.name(), series, map));
      }
      for (Outline o : outlines) {
        layers.add(new OverlayLayer.Outline(o.id(), o.label(), series, o.mask(), o.decision()));
      }
    }
    view.showOverlays(layers);
    view.select(selected);
  }

  @Override
  public void prefer(String seriesInstanceUid) {
    boolean shown =
        view.activeInstance()
            .filter(i -> i.seriesInstanceUid().equals(seriesInstanceUid))
            .isPresent();
    if (view.viewports() == 1 && !shown) {
      view.showSeries(seriesInstanceUid);
    }
  }

  @Override
  public void jumpTo(Vec3 point) {
    view.jumpTo(point);
  }

  @Override
  public void edit(String id, String label, Mask mask, Heatmap heatmap, Consumer<Mask> save) {
    view.edit(id, label, mask, heatmap, save);
  }

  @Override
  public void edit(String id, String label, Region.Area area, Consumer<Region.Area> save) {
    throw new UnsupportedOperationException("a finding of a volume has a mask");
  }

  @Override
  public ObservableBooleanValue editing() {
    return view.editing().activeProperty();
  }
}
