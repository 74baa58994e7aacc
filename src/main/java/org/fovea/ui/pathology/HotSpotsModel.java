package org.fovea.ui.pathology;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.imaging.slide.HotSpot;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.ui.common.Tasks;

/**
 * The hot spots of the heatmap that is shown, and the one that is looked at. A map has millions of
 * cells, so they are looked for off the JavaFX thread and only once they are wanted.
 */
final class HotSpotsModel {
  /** As many as fit under the image of a small screen. */
  private static final int MOST = 12;

  /** Where nothing reaches the threshold, the highest few are shown, so that it can be checked. */
  private static final int LEAST = 3;

  /** About the width of a field at 20x: two spots are two looks. */
  private static final double APART_MM = 0.5;

  /** What the view shows of a spot's surroundings along its shorter side: two spots' distance. */
  private static final double FIELD_MM = 2 * APART_MM;

  /** The same on a slide without a scale, pixels. */
  private static final double FIELD_PIXELS = 2048;

  private final Tasks tasks;
  private final SlideModel model;
  private final SlideOverlays overlays;
  private final Runnable onNone;
  private final ObservableList<HotSpot> spots = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<HotSpot> selected = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper shown = new ReadOnlyBooleanWrapper();
  private String of = "";
  private Slide on;
  private boolean looking;
  private int wanted;
  private Consumer<String> speakOf = id -> {};

  /**
   * @param none told when a step is asked for and there is no hot spot
   */
  HotSpotsModel(Tasks tasks, SlideModel model, SlideOverlays overlays, Runnable none) {
    this.tasks = tasks;
    this.onNone = none;
    this.model = model;
    this.overlays = overlays;
    overlays.revisionProperty().subscribe(this::find);
    model.stateProperty().subscribe(s -> find());
  }

  /**
   * @param finding gets the id of the finding in which the spot lies that is looked at
   */
  void connect(Consumer<String> finding) {
    speakOf = finding;
  }

  /** Shows or hides the strip. */
  void show(boolean strip) {
    shown.set(strip);
    find();
  }

  private void find() {
    if (!shown.get()) {
      return;
    }
    Optional<SlideOverlays.Heat> heat = overlays.heat();
    String id = heat.map(SlideOverlays.Heat::id).orElse("");
    Slide slide =
        model.shown() != null && model.shown().is(overlays.imageUid()) ? model.slide() : null;
    if (id.equals(of) && slide == on) {
      return;
    }
    of = id;
    on = slide;
    selected.set(null);
    wanted = 0;
    spots.clear();
    looking = heat.isPresent() && slide != null;
    if (looking) {
      SlideHeatmap map = heat.get().map();
      tasks.start(
          progress -> found(map, slide),
          found -> {
            if (id.equals(of) && slide == on) {
              looking = false;
              spots.setAll(found);
              go();
            }
          },
          e -> looking = false);
    }
  }

  private static List<HotSpot> found(SlideHeatmap map, Slide slide) {
    double apart =
        slide.calibrated() ? APART_MM / slide.highest().spacingXMm() : 8 * map.cellPixels();
    List<HotSpot> all = HotSpot.of(map, apart, map.operatingThreshold(), MOST);
    return all.isEmpty() ? HotSpot.of(map, apart, 0, LEAST) : all;
  }

  /** Looks at the next spot, or the previous one, once they are known. */
  void step(int by) {
    show(true);
    wanted = by;
    if (!looking) {
      go();
    }
  }

  private void go() {
    int by = wanted;
    wanted = 0;
    if (by != 0 && spots.isEmpty()) {
      onNone.run();
    } else if (by != 0) {
      int at = spots.indexOf(selected.get());
      select(
          spots.get(
              at < 0 ? (by > 0 ? 0 : spots.size() - 1) : Math.floorMod(at + by, spots.size())));
    }
  }

  /** Speaks of the finding that a spot lies in and brings the spot into the middle. */
  void select(HotSpot spot) {
    selected.set(spot);
    finding(spot).ifPresent(area -> speakOf.accept(area.id()));
    double across =
        on != null && on.calibrated() ? FIELD_MM / on.highest().spacingXMm() : FIELD_PIXELS;
    double room = Math.min(model.transform().width(), model.transform().height());
    model.showAt(spot.x(), spot.y(), Math.min(1, room / across));
  }

  /** The finding in which a spot lies; empty outside of all. */
  Optional<SlideOverlays.Area> finding(HotSpot spot) {
    return overlays.areas().stream()
        .filter(a -> a.outline().contains(spot.x(), spot.y()))
        .findFirst();
  }

  ObservableList<HotSpot> spots() {
    return spots;
  }

  ReadOnlyObjectProperty<HotSpot> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }
}
