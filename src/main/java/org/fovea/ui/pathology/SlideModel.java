package org.fovea.ui.pathology;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.SlideReader;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.display.SlideAppearance.Stain;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideThumbnail;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.stain.StainEstimator;
import org.fovea.imaging.slide.stain.StainMatrix;
import org.fovea.imaging.slide.stain.StainSeparation;
import org.fovea.ui.common.Tasks;

/** The slide that is looked at and how: without any looks of its own. On the JavaFX thread. */
final class SlideModel {
  private static final Text TEXT = Text.of(SlideModel.class);

  /** How much larger one notch of the wheel shows the slide. */
  static final double NOTCH = 1.25;

  private static final double MOST_SCALE = 16;
  private static final int OVERVIEW = 1024;

  private final Tasks tasks;
  private final TileLoader loader;
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NOTHING);
  private final ObjectProperty<SlideTool> tool = new SimpleObjectProperty<>(SlideTool.MOVE);
  private SlideReader reader;
  private ShownSlide shown;
  private TileSource source;
  private String trouble = "";
  private Tile small;
  private boolean smallKnown;
  private Tile label;
  private StainSeparation separation;
  private SlideTransform transform = new SlideTransform(0, 0, 1, 0, 1, 1, 1);
  private boolean fitted = true;
  private SlideAppearance look = SlideAppearance.AS_SCANNED;
  private Point2D pointer;
  private double[] next;

  /** How far the slide is. */
  enum State {
    NOTHING,
    OPENING,
    OPEN,
    FAILED
  }

  SlideModel(Tasks tasks, TileLoader loader) {
    this.tasks = tasks;
    this.loader = loader;
  }

  /** Where slides are opened from. */
  void connect(SlideReader slides) {
    reader = slides;
  }

  // --- which slide

  /** Opens a slide in the background, in place of the one shown; null for none. */
  void open(ShownSlide slide) {
    shown = slide;
    leave();
    trouble = "";
    if (slide == null || reader == null) {
      set(State.NOTHING);
      return;
    }
    set(State.OPENING);
    tasks.start(
        progress -> reader.open(slide.image()),
        opened -> {
          if (slide != shown) {
            opened.close();
          } else {
            arrived(opened);
          }
        },
        e -> {
          if (slide == shown) {
            trouble = e instanceof FoveaException f ? f.problem().line() : TEXT.get("slide.failed");
            set(State.FAILED);
          }
        });
  }

  private void leave() {
    TileSource before = source;
    source = null;
    small = null;
    smallKnown = false;
    label = null;
    separation = null;
    look = SlideAppearance.AS_SCANNED;
    pointer = null;
    next = null;
    if (before != null) {
      loader.release(before);
    }
  }

  private void arrived(TileSource opened) {
    source = opened;
    set(State.OPEN);
    transform = transform.turned(-transform.angle());
    fit();
    if (next != null) {
      show(next[0], next[1], next[2], next[3]);
      next = null;
    }
    tasks.start(
        progress -> Optional.ofNullable(SlideThumbnail.of(opened, OVERVIEW)),
        picture -> {
          if (opened == source) {
            small = picture.orElse(null);
            smallKnown = true;
            changed();
          }
        },
        e -> smallKnown |= opened == source);
  }

  private void set(State to) {
    state.set(to);
    changed();
  }

  private void changed() {
    revision.set(revision.get() + 1);
  }

  ShownSlide shown() {
    return shown;
  }

  /** The tiles of the slide; null while it is not open. */
  TileSource source() {
    return source;
  }

  /** The slide as it was opened; null while it is not. */
  Slide slide() {
    return source == null ? null : source.slide();
  }

  /** Why the slide could not be opened. */
  String trouble() {
    return trouble;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The whole slide, small, as scanned; null while it is not there. */
  Tile small() {
    return small;
  }

  /** Whether it is known what the whole slide looks like, or that it cannot be told. */
  boolean smallKnown() {
    return smallKnown;
  }

  /** Grows with every change of what is to be drawn. */
  ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  ObjectProperty<SlideTool> toolProperty() {
    return tool;
  }

  // --- where

  SlideTransform transform() {
    return transform;
  }

  private void move(SlideTransform to) {
    fitted = false;
    place(to);
  }

  private void place(SlideTransform to) {
    Slide s = slide();
    if (s == null) {
      transform = to;
      return;
    }
    double least = Math.min(fitScale(to) / 4, MOST_SCALE);
    double scale = Math.clamp(to.scale(), least, MOST_SCALE);
    transform =
        to.scaled(scale)
            .centred(
                Math.clamp(to.cx(), 0, s.highest().columns()),
                Math.clamp(to.cy(), 0, s.highest().rows()));
    changed();
  }

  private double aspect() {
    Slide s = slide();
    return s.calibrated() ? s.highest().spacingYMm() / s.highest().spacingXMm() : 1;
  }

  private double fitScale(SlideTransform t) {
    return SlideTransform.fit(
            slide().highest().columns(),
            slide().highest().rows(),
            aspect(),
            t.angle(),
            t.width(),
            t.height())
        .scale();
  }

  /** The view got another size. */
  void size(double width, double height) {
    if (width > 0 && height > 0 && (width != transform.width() || height != transform.height())) {
      transform = transform.sized(width, height);
      if (source != null && fitted) {
        fit();
      } else {
        changed();
      }
    }
  }

  /** Shows the whole slide. */
  void fit() {
    if (source != null) {
      fitted = true;
      place(
          SlideTransform.fit(
              slide().highest().columns(),
              slide().highest().rows(),
              aspect(),
              transform.angle(),
              transform.width(),
              transform.height()));
    }
  }

  /** One pixel of the highest resolution a screen pixel. */
  void oneToOne() {
    scale(1);
  }

  /** Shows the slide at a magnification such as 20; does nothing where it has no scale. */
  void magnification(double times) {
    if (source != null && slide().calibrated()) {
      scale(Magnification.scale(slide(), times));
    }
  }

  private void scale(double to) {
    if (source != null) {
      // about the pointer where it is over the slide: what is looked at stays under it
      double x = pointer == null ? transform.width() / 2 : pointer.getX();
      double y = pointer == null ? transform.height() / 2 : pointer.getY();
      move(transform.zoomed(to / transform.scale(), x, y));
    }
  }

  /** Zooms by notches of the wheel about a point of the screen; positive is larger. */
  void zoom(double notches, double x, double y) {
    if (source != null) {
      double to =
          Math.clamp(
              transform.scale() * Math.pow(NOTCH, notches),
              Math.min(fitScale(transform) / 4, MOST_SCALE),
              MOST_SCALE);
      move(transform.zoomed(to / transform.scale(), x, y));
    }
  }

  /** Zooms by notches about the middle. */
  void zoom(double notches) {
    zoom(notches, transform.width() / 2, transform.height() / 2);
  }

  /** Moves the slide by screen pixels. */
  void pan(double dx, double dy) {
    if (source != null) {
      move(transform.moved(dx, dy));
    }
  }

  /** Turns the slide clockwise about the middle of the view. */
  void turn(double degrees) {
    if (source != null) {
      boolean whole = fitted;
      move(transform.turned(degrees));
      if (whole) {
        fit();
      }
    }
  }

  /** Brings a slide point into the middle. */
  void centre(double x, double y) {
    if (source != null) {
      move(transform.centred(x, y));
    }
  }

  /** Brings a slide point into the middle, at so many screen pixels a slide pixel. */
  void showAt(double x, double y, double scale) {
    if (source != null) {
      move(transform.scaled(scale).centred(x, y));
    }
  }

  /**
   * Brings a box of the slide into the middle, and shows it larger or smaller where it would not be
   * seen well; while the slide is being opened, once it is open.
   */
  void show(double x0, double y0, double x1, double y1) {
    if (source == null) {
      next = new double[] {x0, y0, x1, y1};
      return;
    }
    SlideTransform t = transform.centred((x0 + x1) / 2, (y0 + y1) / 2);
    double side = Math.max(x1 - x0, (y1 - y0) * t.aspect());
    double room = Math.min(t.width(), t.height());
    double part = side * t.scale() / room;
    if (part > 0.9 || part < 0.1 && side > 0) {
      t = t.scaled(Math.min(0.5 * room / side, Math.max(1, t.scale())));
    }
    move(t);
  }

  /** Whether all of the slide is on the screen. */
  boolean wholeSeen() {
    if (source == null) {
      return false;
    }
    double w = slide().highest().columns();
    double h = slide().highest().rows();
    for (double[] corner : new double[][] {{0, 0}, {w, 0}, {0, h}, {w, h}}) {
      Point2D p = transform.toScreen(corner[0], corner[1]);
      boolean on =
          p.getX() > -1
              && p.getY() > -1
              && p.getX() < transform.width() + 1
              && p.getY() < transform.height() + 1;
      if (!on) {
        return false;
      }
    }
    return true;
  }

  // --- light and stains

  SlideAppearance look() {
    return look;
  }

  void brightness(double to) {
    look(look.stain(), Math.clamp(Math.round(to * 100) / 100.0, -1, 1), look.contrast());
  }

  void contrast(double to) {
    look(look.stain(), look.brightness(), Math.clamp(Math.round(to * 100) / 100.0, 0.25, 4));
  }

  /** Shows the slide as it was scanned. */
  void resetLight() {
    look(Stain.AS_SCANNED, 0, 1);
  }

  /** Shows one of the stains; they are told apart in the background the first time. */
  void stain(Stain to) {
    if (source == null) {
      return;
    }
    if (to == Stain.AS_SCANNED || separation != null) {
      look(to, look.brightness(), look.contrast());
      return;
    }
    TileSource of = source;
    Tile known = small;
    tasks.start(
        progress -> {
          Tile tile = known != null ? known : SlideThumbnail.of(of, OVERVIEW);
          StainMatrix matrix =
              tile == null
                  ? StainMatrix.USUAL
                  : StainEstimator.estimate(tile.argb()).orElse(StainMatrix.USUAL);
          return new StainSeparation(matrix);
        },
        made -> {
          if (of == source) {
            separation = made;
            look(to, look.brightness(), look.contrast());
          }
        },
        e -> {});
  }

  /** As scanned, haematoxylin, eosin, and round again. */
  void nextStain() {
    stain(Stain.values()[(look.stain().ordinal() + 1) % Stain.values().length]);
  }

  private void look(Stain stain, double brightness, double contrast) {
    look =
        new SlideAppearance(
            stain, stain == Stain.AS_SCANNED ? null : separation, brightness, contrast);
    changed();
  }

  // --- pointer

  /** Where the pointer is on the screen; null where it is not over the slide. */
  void pointer(Point2D at) {
    pointer = at;
  }

  /** The slide point under the pointer; empty where it is not over the slide. */
  Optional<Point2D> pointed() {
    if (source == null || pointer == null) {
      return Optional.empty();
    }
    Point2D p = transform.toSlide(pointer.getX(), pointer.getY());
    boolean on =
        p.getX() >= 0
            && p.getY() >= 0
            && p.getX() < slide().highest().columns()
            && p.getY() < slide().highest().rows();
    return on ? Optional.of(p) : Optional.empty();
  }

  // --- label

  /** The picture of the label; null unless it was asked for. */
  Tile label() {
    return label;
  }

  /** Whether the slide has a label. */
  boolean labelled() {
    return shown != null && labelOf(shown).isPresent();
  }

  private static Optional<org.fovea.dicom.SlideImage.AssociatedImage> labelOf(ShownSlide s) {
    return s.image().associated().stream()
        .filter(a -> a.kind() == org.fovea.dicom.SlideImage.Kind.LABEL)
        .findFirst();
  }

  /** Shows the label, or hides it again. */
  void toggleLabel(java.util.function.Consumer<String> say) {
    if (label != null) {
      label = null;
      changed();
      return;
    }
    ShownSlide of = shown;
    if (of == null || labelOf(of).isEmpty()) {
      say.accept(TEXT.get("label.none"));
      return;
    }
    tasks.start(
        progress -> reader.picture(labelOf(of).orElseThrow()),
        picture -> {
          if (of == shown) {
            label = picture;
            changed();
          }
        },
        e ->
            say.accept(
                e instanceof FoveaException f ? f.problem().line() : TEXT.get("label.none")));
  }
}
