package org.fovea.ui.radiology;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.fovea.dicom.Slice;
import org.fovea.imaging.display.AutoWindow;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.VoiLut;

/**
 * What one viewport shows and how, without a window: which slice, through which window, where on
 * the screen. The picture on screen and the slice asked for are two things while a slice is being
 * decoded; everything that is written beside the picture is of the picture.
 *
 * <p>Used on one thread.
 */
public final class ViewportModel {
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();

  private Shown shown;
  private int index;
  private int pictured = -1;
  private FrameLoader.Loaded picture;

  private WindowPreset preset;
  private VoiLut chosen;
  private boolean inverted;

  private Turn turn = Turn.NONE;
  private double width = 1;
  private double height = 1;
  private double device = 1;
  private boolean fitted = true;
  private ViewTransform transform = new ViewTransform(1, 1, new Point(0, 0), Turn.NONE, 1, 1);
  private int columns;
  private int rows;

  private Vec3 linked;
  private boolean smooth = true;

  /** Grows with every change, so that views can follow. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  private void changed() {
    revision.set(revision.get() + 1);
  }

  // ---- slices

  /** Shows a stack from its middle, fitted, as its header asks for it. */
  public void open(Shown what) {
    shown = what;
    index = what.size() / 2;
    pictured = -1;
    picture = null;
    preset = null;
    chosen = null;
    inverted = false;
    turn = Turn.NONE;
    fitted = true;
    linked = null;
    columns = 0;
    rows = 0;
    changed();
  }

  /** Shows nothing. */
  public void clear() {
    shown = null;
    index = 0;
    pictured = -1;
    picture = null;
    changed();
  }

  /** What is shown, or null. */
  public Shown shown() {
    return shown;
  }

  /** Index of the slice asked for, which may still be on its way. */
  public int index() {
    return index;
  }

  /** Goes to a slice; an index outside the stack goes to its end. */
  public void scrollTo(int to) {
    if (shown == null) {
      return;
    }
    int clamped = Math.clamp(to, 0, shown.size() - 1);
    if (clamped != index) {
      index = clamped;
      changed();
    }
  }

  /** Goes some slices on (or back). */
  public void step(int by) {
    scrollTo(index + by);
  }

  /** Goes on, from the end to the beginning, as a cine loop does. */
  public void advance() {
    if (shown != null) {
      scrollTo((index + 1) % shown.size());
    }
  }

  /** Goes to the slice that is nearest to a point of the patient; false where none is known. */
  public boolean scrollTo(Vec3 patient) {
    OptionalInt nearest = nearest(patient);
    nearest.ifPresent(this::scrollTo);
    return nearest.isPresent();
  }

  /** The slice whose plane is nearest to a point of the patient. */
  public OptionalInt nearest(Vec3 patient) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; shown != null && i < shown.size(); i++) {
      Plane plane = shown.slice(i).plane();
      if (plane != null) {
        double distance = Math.abs(plane.distance(patient));
        if (distance < least - 1e-9) {
          least = distance;
          best = i;
        }
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** Takes what came of decoding a slice, if it is the one asked for; else nothing happens. */
  public void loaded(Slice slice, FrameLoader.Loaded what) {
    if (shown == null
        || pictured == index && picture == what
        || !shown.slice(index).equals(slice)) {
      return;
    }
    pictured = index;
    picture = what;
    if (what instanceof FrameLoader.Loaded.Picture p) {
      measure(p.frame(), slice.plane());
      if (preset == null) {
        choose(WindowPreset.first(p.presentation()), p);
      }
    }
    changed();
  }

  private void measure(Frame frame, Plane plane) {
    double aspect = plane == null ? 1 : plane.rowSpacingMm() / plane.columnSpacingMm();
    boolean same =
        frame.columns() == columns && frame.rows() == rows && aspect == transform.aspect();
    columns = frame.columns();
    rows = frame.rows();
    if (fitted || !same) {
      transform = ViewTransform.fit(columns, rows, aspect, turn, width, height);
      fitted = true;
    }
  }

  /** What is on screen, or null. */
  public FrameLoader.Loaded picture() {
    return picture;
  }

  /** The decoded picture on screen. */
  public Optional<FrameLoader.Loaded.Picture> decoded() {
    return picture instanceof FrameLoader.Loaded.Picture p ? Optional.of(p) : Optional.empty();
  }

  /** Index of the slice on screen; -1 where there is none yet. */
  public int picturedIndex() {
    return pictured;
  }

  /** The slice on screen, or null. */
  public Slice slice() {
    return pictured < 0 ? null : shown.slice(pictured);
  }

  /** The plane of the slice on screen, or null where its header does not say. */
  public Plane plane() {
    Slice slice = slice();
    return slice == null ? null : slice.plane();
  }

  // ---- brightness

  /** The presets of what is on screen. */
  public List<WindowPreset> presets() {
    return decoded()
        .map(p -> WindowPreset.of(shown.series().modality(), p.presentation()))
        .orElse(List.of());
  }

  /** Takes the preset of a key, 1 to 9; nothing happens where there is none. */
  public void preset(int number) {
    List<WindowPreset> list = presets();
    if (number >= 1 && number <= list.size()) {
      choose(list.get(number - 1), decoded().orElseThrow());
      changed();
    }
  }

  private void choose(WindowPreset what, FrameLoader.Loaded.Picture p) {
    preset = what;
    chosen =
        switch (what) {
          case WindowPreset.Fixed f -> new VoiLut.Linear(f.center(), f.width());
          case WindowPreset.Percentiles q ->
              AutoWindow.of(p.frame(), p.presentation(), q.low(), q.high());
          case WindowPreset.Header h -> null;
        };
  }

  /** The preset in force, without a title where the user set it by hand; null without a picture. */
  public WindowPreset preset() {
    return preset;
  }

  /** From values to brightness, for the picture on screen. */
  public VoiLut voi() {
    if (preset instanceof WindowPreset.Header h) {
      Presentation p = decoded().map(FrameLoader.Loaded.Picture::presentation).orElse(null);
      if (p != null && h.index() < p.vois().size()) {
        return p.vois().get(h.index()).lut();
      }
      if (p != null) {
        return AutoWindow.of(decoded().orElseThrow().frame(), p, 1, 99);
      }
    }
    return chosen == null ? new VoiLut.LinearExact(0, 1) : chosen;
  }

  /** Centre and width of the window in force; of a table, those of the values that it maps. */
  public Window window() {
    return Window.of(voi());
  }

  /** Sets centre and width, keeping the kind of curve. */
  public void window(double center, double windowWidth) {
    if (decoded().isEmpty() || colored()) {
      return;
    }
    chosen =
        switch (voi()) {
          case VoiLut.Linear l -> new VoiLut.Linear(center, Math.max(1, windowWidth));
          case VoiLut.LinearExact l -> new VoiLut.LinearExact(center, Math.max(1e-6, windowWidth));
          case VoiLut.Sigmoid s -> new VoiLut.Sigmoid(center, Math.max(1e-6, windowWidth));
          case VoiLut.Table t -> new VoiLut.LinearExact(center, Math.max(1e-6, windowWidth));
        };
    preset = new WindowPreset.Fixed("", center, windowWidth);
    changed();
  }

  /**
   * Changes the window as a drag does: right is wider, down is brighter.
   *
   * @param from the window at the start of the drag
   * @param dx screen units to the right since then
   * @param dy screen units down since then
   */
  public void dragWindow(Window from, double dx, double dy) {
    double step = from.width() / 300;
    window(from.center() - dy * step, Math.max(from.width() / 100, from.width() + dx * step));
  }

  /** Whether the picture has colours of its own, to which no window applies. */
  public boolean colored() {
    return decoded()
        .map(p -> p.frame().photometric())
        .filter(p -> p == Photometric.RGB || p == Photometric.PALETTE_COLOR)
        .isPresent();
  }

  public boolean inverted() {
    return inverted;
  }

  /** Exchanges black and white. */
  public void invert() {
    inverted = !inverted;
    changed();
  }

  /** Whether pixels are interpolated when they are drawn larger than they are. */
  public boolean smooth() {
    return smooth;
  }

  /** Interpolates pixels, or shows them as squares. */
  public void toggleSmooth() {
    smooth = !smooth;
    changed();
  }

  // ---- place on screen

  /** Where pixels lie on the screen. */
  public ViewTransform transform() {
    return transform;
  }

  /**
   * The viewport has a new size.
   *
   * @param devicePixels physical pixels a screen unit
   */
  public void resize(double newWidth, double newHeight, double devicePixels) {
    if (newWidth == width && newHeight == height && device == devicePixels) {
      return;
    }
    width = Math.max(1, newWidth);
    height = Math.max(1, newHeight);
    device = devicePixels;
    if (fitted) {
      fit();
    } else {
      transform = transform.resized(width, height);
      changed();
    }
  }

  /** The whole image. */
  public void fit() {
    fitted = true;
    if (columns > 0) {
      transform = ViewTransform.fit(columns, rows, transform.aspect(), turn, width, height);
    }
    changed();
  }

  /** One physical pixel a column. */
  public void oneToOne() {
    Point middle = new Point(width / 2, height / 2);
    zoomAt(middle, 1 / device / transform.scale());
  }

  /** Enlarges about a place on the screen; between a pixel a unit and a hundredth of the fit. */
  public void zoomAt(Point screen, double factor) {
    double to = Math.clamp(transform.scale() * factor, 0.01, 64);
    fitted = false;
    transform = transform.zoomedAt(screen, to / transform.scale());
    changed();
  }

  /** Moves on the screen. */
  public void pan(double dx, double dy) {
    fitted = false;
    transform = transform.panned(dx, dy);
    changed();
  }

  /** A quarter turn clockwise. */
  public void rotate() {
    turn(turn.clockwise());
  }

  /** Exchanges left and right. */
  public void flipHorizontally() {
    turn(turn.flippedHorizontally());
  }

  /** Exchanges top and bottom. */
  public void flipVertically() {
    turn(turn.flippedVertically());
  }

  private void turn(Turn to) {
    turn = to;
    transform = transform.turned(to);
    if (fitted) {
      fit();
    } else {
      changed();
    }
  }

  /** Physical pixels a column. */
  public double zoom() {
    return transform.scale() * device;
  }

  // ---- what is where

  /** Image point at a place on the screen. */
  public Point toImage(double x, double y) {
    return transform.toImage(new Point(x, y));
  }

  /** Place in the patient at a place on the screen; empty without geometry. */
  public Optional<Vec3> toPatient(Point image) {
    return Optional.ofNullable(plane()).map(p -> p.toPatient(image.x(), image.y()));
  }

  /** Place in the patient in the middle of the viewport; empty without geometry. */
  public Optional<Vec3> middle() {
    return toPatient(transform.center());
  }

  /** The pixel at an image point and its value; empty outside the image. */
  public Optional<Probe> probe(Point image) {
    FrameLoader.Loaded.Picture p = decoded().orElse(null);
    long c = Math.round(image.x());
    long r = Math.round(image.y());
    if (p == null || c < 0 || r < 0 || c >= p.frame().columns() || r >= p.frame().rows()) {
      return Optional.empty();
    }
    return Optional.of(Probe.at(p, (int) c, (int) r, plane()));
  }

  /** The place pointed at in another viewport, or null. */
  public Vec3 linked() {
    return linked;
  }

  /** Marks a place pointed at elsewhere; null for none. */
  public void link(Vec3 patient) {
    if (linked != patient) {
      linked = patient;
      changed();
    }
  }
}
