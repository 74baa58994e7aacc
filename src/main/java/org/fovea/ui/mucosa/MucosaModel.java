package org.fovea.ui.mucosa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.finding.enteropathy.EpithelialCount;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Origin;
import org.fovea.finding.enteropathy.MucosalPlace.Point;

/**
 * Measured mucosa as the pathologist sees and corrects it; every change is judged again at once and
 * handed on to be kept. On the JavaFX thread.
 */
public final class MucosaModel {
  /** What is seen about a place, µm. */
  private static final double AROUND_UM = 150;

  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private final ReadOnlyBooleanWrapper shown = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper chosen = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
  private final Deque<List<MucosalPlace>> before = new ArrayDeque<>();
  private String id = "";
  private String imageUid = "";
  private Mucosa mucosa;
  private Consumer<List<MucosalPlace>> keep = places -> {};
  private View view = (left, top, right, bottom) -> {};
  private String selected = "";
  private int lobule;

  /** A point of a place that can be moved. */
  public enum Handle {
    BASE,
    MOUTH,
    TIP
  }

  /**
   * Shows measured mucosa.
   *
   * @param result id of the result; the selection stays while it is the same
   * @param slide what it lies on: SOP Instance UID of its highest resolution, or its series
   * @param measured null for none
   * @param save gets all places after each change
   */
  public void show(
      String result, String slide, Mucosa measured, Consumer<List<MucosalPlace>> save) {
    if (!result.equals(id)) {
      selected = "";
      lobule = 0;
      before.clear();
    }
    id = result;
    imageUid = slide;
    mucosa = measured;
    keep = save;
    changed();
  }

  /** Brings a part of the slide into view: a box in pixels of the highest resolution. */
  @FunctionalInterface
  public interface View {
    void show(double left, double top, double right, double bottom);
  }

  /** Who brings places into view. */
  public void connect(View slide) {
    view = slide;
  }

  /** What is shown; empty for nothing. */
  public Optional<Mucosa> mucosa() {
    return Optional.ofNullable(mucosa);
  }

  /** The slide that it lies on, as in {@link #show}; empty for none. */
  public String imageUid() {
    return mucosa == null ? "" : imageUid;
  }

  /** Grows with everything that is to be drawn anew. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** Whether there is mucosa to be measured. */
  public ReadOnlyBooleanProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Whether a place is selected. */
  public ReadOnlyBooleanProperty chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** Whether a change can be taken back. */
  public ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  /** The place that is spoken of. */
  public Optional<MucosalPlace> selected() {
    return mucosa == null
        ? Optional.empty()
        : mucosa.places().stream().filter(p -> p.id().equals(selected)).findFirst();
  }

  /** Selects a place without moving the view; null for none. */
  public void select(MucosalPlace place) {
    selected = place == null ? "" : place.id();
    changed();
  }

  /** Selects a place and brings it into view. */
  public void go(MucosalPlace place) {
    select(place);
    double left = Math.min(place.base().x(), place.tip().x());
    double right = Math.max(place.base().x(), place.tip().x());
    double top = Math.min(place.base().y(), place.tip().y());
    double bottom = Math.max(place.base().y(), place.tip().y());
    double about = AROUND_UM / mucosa.micrometresPerPixel();
    view.show(left - about, top - about, right + about, bottom + about);
  }

  /** Brings a field in which nuclei were counted into view. */
  public void goTo(EpithelialCount field) {
    view.show(field.x(), field.y(), field.x() + field.side(), field.y() + field.side());
  }

  /** Brings one lobule after the other into view, from the first when called anew. */
  public void goToNext(List<BrunnerGlands.Lobule> lobules) {
    BrunnerGlands.Lobule l = lobules.get(lobule++ % lobules.size());
    double about = (l.radiusUm() + AROUND_UM) / mucosa.micrometresPerPixel();
    view.show(l.x() - about, l.y() - about, l.x() + about, l.y() + about);
  }

  /** The next place, or the previous one, in the order in which they lie on the slide. */
  public void step(int by) {
    if (mucosa == null || mucosa.places().isEmpty()) {
      return;
    }
    List<MucosalPlace> places = mucosa.places();
    int at = selected().map(places::indexOf).orElse(by > 0 ? -1 : 0);
    go(places.get(Math.floorMod(at + by, places.size())));
  }

  // --- changes

  /** Leaves the selected place out. */
  public void remove() {
    selected()
        .ifPresent(
            place -> {
              List<MucosalPlace> places = new ArrayList<>(mucosa.places());
              places.remove(place);
              change(places, "");
            });
  }

  /**
   * Adds a place that was drawn; does nothing where base and mouth are one point.
   *
   * @param base of the crypt
   * @param mouth of the crypt, where the villus begins
   * @param tip of the villus
   */
  public void add(Point base, Point mouth, Point tip) {
    if (mucosa == null || base.to(mouth) == 0) {
      return;
    }
    List<MucosalPlace> places = new ArrayList<>(mucosa.places());
    MucosalPlace drawn =
        MucosalPlace.drawn(
            UUID.randomUUID().toString(),
            nearestPiece(base),
            base,
            mouth,
            tip,
            mucosa.micrometresPerPixel(),
            Origin.ADDED);
    places.add(drawn);
    change(places, drawn.id());
  }

  /**
   * A place is of the piece whose nearest place it lies beside; of the first where there is none.
   */
  private int nearestPiece(Point at) {
    int piece = 1;
    double nearest = Double.POSITIVE_INFINITY;
    for (MucosalPlace p : mucosa.places()) {
      if (p.base().to(at) < nearest) {
        nearest = p.base().to(at);
        piece = p.piece();
      }
    }
    return piece;
  }

  /** Moves a point of the selected place; does nothing where base and mouth would be one. */
  public void move(Handle handle, Point to) {
    MucosalPlace place = selected().orElse(null);
    if (place == null) {
      return;
    }
    Point base = handle == Handle.BASE ? to : place.base();
    Point mouth = handle == Handle.MOUTH ? to : place.mouth();
    Point tip = handle == Handle.TIP ? to : place.tip();
    if (base.to(mouth) == 0) {
      return;
    }
    List<MucosalPlace> places = new ArrayList<>(mucosa.places());
    places.set(
        places.indexOf(place),
        MucosalPlace.drawn(
            place.id(),
            place.piece(),
            base,
            mouth,
            tip,
            mucosa.micrometresPerPixel(),
            place.origin() == Origin.ADDED ? Origin.ADDED : Origin.MOVED));
    change(places, place.id());
  }

  /** Takes the last change back. */
  public void undo() {
    if (!before.isEmpty()) {
      List<MucosalPlace> places = before.pop();
      apply(places, selected);
    }
  }

  private void change(List<MucosalPlace> places, String select) {
    before.push(mucosa.places());
    apply(places, select);
  }

  private void apply(List<MucosalPlace> places, String select) {
    mucosa = mucosa.with(places);
    selected = select;
    changed();
    keep.accept(mucosa.places());
  }

  private void changed() {
    shown.set(mucosa != null);
    chosen.set(selected().isPresent());
    undoable.set(!before.isEmpty());
    revision.set(revision.get() + 1);
  }
}
