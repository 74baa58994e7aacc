package org.fovea.ui;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.finding.Region;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.ui.review.Images;
import org.fovea.ui.review.KnownResult;

/** The images of the study that is open: viewports, or a slide. */
final class StudyImages implements Images {
  private final Images viewports;
  private final Images slides;
  private final BooleanBinding editing;
  private boolean onSlide;

  StudyImages(Images viewports, Images slides) {
    this.viewports = viewports;
    this.slides = slides;
    this.editing = Bindings.or(viewports.editing(), slides.editing());
  }

  /** Which of the two shows the study. */
  void onSlide(boolean now) {
    onSlide = now;
  }

  private Images shown() {
    return onSlide ? slides : viewports;
  }

  @Override
  public void show(KnownResult result, List<Outline> outlines, String selected) {
    shown().show(result, outlines, selected);
  }

  @Override
  public void prefer(String imageUid) {
    shown().prefer(imageUid);
  }

  @Override
  public void jumpTo(Vec3 point) {
    shown().jumpTo(point);
  }

  @Override
  public void edit(String id, String label, Mask mask, Heatmap heatmap, Consumer<Mask> save) {
    shown().edit(id, label, mask, heatmap, save);
  }

  @Override
  public void edit(String id, String label, Region.Area area, Consumer<Region.Area> save) {
    shown().edit(id, label, area, save);
  }

  @Override
  public ObservableBooleanValue editing() {
    return editing;
  }
}
