package org.fovea.ui.radiology;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.stage.FileChooser;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.HeaderReader;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Study;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Narrow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where images are read: the strip of series on the left, the pictures in the middle, and room on
 * the right for what others put there. On the JavaFX thread.
 */
public final class ReadView extends BorderPane implements AutoCloseable {
  private static final Text TEXT = Text.of(ReadView.class);
  private static final Logger LOG = LoggerFactory.getLogger(ReadView.class);
  private static final long NANOS = 1_000_000_000L;

  private final FrameLoader loader;
  private final Consumer<String> say;
  private final ReadState state = new ReadState();
  private final OverlayModel overlays = new OverlayModel();
  private final AnnotationModel annotations = new AnnotationModel();
  private final Editing editing = new Editing(state);
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final ViewportGrid grid;
  private final SeriesStrip strip;
  private final EditBar editBar;
  private List<OutlineEditing> everyEditing = List.of(editing);
  private List<Shown> stacks = List.of();
  private List<OverlayLayer> layers = List.of();
  private HeaderReader headers;

  /**
   * @param say shows a line of text to the user
   */
  public ReadView(FrameLoader loader, Consumer<String> say) {
    this.loader = loader;
    this.say = say;
    getStyleClass().add("read-view");
    getStylesheets()
        .add(Objects.requireNonNull(ReadView.class.getResource("radiology.css")).toExternalForm());
    grid = new ViewportGrid(state, overlays, annotations, editing, loader, say);
    strip = new SeriesStrip(loader, this::show);
    editBar = new EditBar(editing, new CutSlider(editing));
    setLeft(strip);
    BorderPane middle = new BorderPane(grid);
    middle.setTop(editBar);
    setCenter(middle);
    grid.onShown(this::marks);
    grid.activeProperty().addListener((o, was, is) -> marks());
    state.layoutProperty().addListener((o, was, is) -> marks());
    editing.revisionProperty().addListener((o, was, is) -> lay());
    editing.where(this::concerned);
    state.playingProperty().subscribe(this::pace);
    new Cine().start();
    Narrow.watch(this);
  }

  // ---- for the window

  /** Adds the actions of this place to a registry, and its tools to the strip. */
  public void contribute(ActionRegistry registry) {
    registry.addAll(actions());
    strip.setBottom(new ToolPalette(registry, state));
  }

  /** Lets the keys that change an outline also change those of another place. */
  public void edits(OutlineEditing elsewhere) {
    everyEditing = List.of(editing, elsewhere);
  }

  List<OutlineEditing> everyEditing() {
    return everyEditing;
  }

  /** The actions of this place. */
  public List<Action> actions() {
    return ReadActions.of(this);
  }

  /** Shows a study, in place of what was shown. */
  public void open(Study study) {
    open(List.of(study));
  }

  /** Shows a study together with earlier ones of the same patient, which stand below it. */
  public void open(List<Study> studies) {
    if (editing.suspend()) {
      say.accept(TEXT.get("editing.kept"));
    }
    annotations.clear();
    showOverlays(List.of());
    state.playingProperty().set(false);
    List<Shown> found = new ArrayList<>();
    for (Study study : studies) {
      for (Series series : study.series()) {
        series.stacks().forEach(s -> found.add(new Shown(study, series, s)));
      }
    }
    stacks = List.copyOf(found);
    grid.clear();
    strip.list(stacks);
    grid.stacks(stacks);
    grid.fill();
    open.set(!stacks.isEmpty());
    marks();
    grid.activeProperty().get().requestFocus();
  }

  /**
   * Where headers are read from to learn at what pace images are to be played; without it they are
   * played at the usual one.
   */
  public void headers(HeaderReader reader) {
    headers = reader;
  }

  private void pace(boolean playing) {
    Slice slice = active().slice();
    if (!playing || headers == null || slice == null) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("cine-rate")
        .start(
            () -> {
              try {
                CineRate.of(headers.read(slice.instance().source()))
                    .ifPresent(
                        rate -> Platform.runLater(() -> state.framesPerSecondProperty().set(rate)));
              } catch (FoveaException e) {
                LOG.debug("no pace in the header", e);
              }
            });
  }

  /** Whether there is anything to look at. */
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /** Lays these over the images, in place of what was there. */
  public void showOverlays(List<OverlayLayer> what) {
    layers = List.copyOf(what);
    lay();
  }

  /** Marks the layer that is spoken of; empty for none. */
  public void select(String layerId) {
    overlays.select(layerId);
  }

  /** The layers with the outline that is being changed in place of what it was. */
  private void lay() {
    List<OverlayLayer> now = new ArrayList<>();
    for (OverlayLayer layer : layers) {
      boolean edited =
          layer instanceof OverlayLayer.Outline
              && editing.mask() != null
              && layer.id().equals(editing.id());
      if (edited) {
        now.add(
            new OverlayLayer.Outline(
                layer.id(),
                layer.title(),
                layer.seriesInstanceUid(),
                editing.mask(),
                editing.unsavedProperty().get()
                    ? org.fovea.finding.Verdict.Decision.CHANGED
                    : ((OverlayLayer.Outline) layer).decision()));
      } else {
        now.add(layer);
      }
    }
    overlays.show(now);
  }

  /** Scrolls every picture that shares the frame of reference to the slice nearest to a point. */
  public void jumpTo(Vec3 patient) {
    boolean seen = false;
    for (Viewport v : grid.visible()) {
      if (v.model().shown() != null && concerned(v.model().shown())) {
        seen |= v.model().scrollTo(patient);
      }
    }
    if (!seen && !layers.isEmpty()) {
      showSeries(layers.getFirst().seriesInstanceUid());
      active().scrollTo(patient);
    }
  }

  /** Whether what lies over the images lies over this series. */
  private boolean concerned(Shown shown) {
    return layers.isEmpty() || layers.stream().anyMatch(l -> OverlayPlacer.applies(l, shown));
  }

  /** Shows a series in the active viewport; whether it is there. */
  public boolean showSeries(String seriesInstanceUid) {
    for (int i = 0; i < stacks.size(); i++) {
      if (stacks.get(i).series().seriesInstanceUid().equals(seriesInstanceUid)) {
        show(i);
        return true;
      }
    }
    return false;
  }

  /**
   * Lets the user change the outline of a finding.
   *
   * @param id that of its layer
   * @param map heatmap to cut at another threshold; null where there is none
   * @param save gets the changed mask
   */
  public void edit(String id, String label, Mask mask, Heatmap map, Consumer<Mask> save) {
    if (editing.unsavedProperty().get() && !editing.id().equals(id)) {
      say.accept(TEXT.get("editing.first"));
      return;
    }
    editing.begin(id, label, mask, map, save);
    Slice now = active().shown() == null ? null : active().shown().slice(active().index());
    if (now == null || !concerned(active().shown()) || !editing.paintable(now.plane())) {
      layers.stream()
          .filter(l -> l.id().equals(id))
          .findFirst()
          .ifPresent(l -> showSeries(l.seriesInstanceUid()));
    }
  }

  public Editing editing() {
    return editing;
  }

  public OverlayModel overlays() {
    return overlays;
  }

  /** Controls of the overlays, for a panel. */
  public OverlayControls overlayControls() {
    return new OverlayControls(overlays);
  }

  /** Puts something to the right of the pictures. */
  public void side(Node node) {
    setRight(node);
  }

  /** Puts the keys at the service of the images. */
  public void focusImages() {
    grid.activeProperty().get().requestFocus();
  }

  /** How many viewports there are. */
  public int viewports() {
    return state.layoutProperty().get();
  }

  /** Whether a study has anything to show here. */
  public static boolean fits(Study study) {
    return study.series().stream().anyMatch(s -> !s.stacks().isEmpty());
  }

  /** Whether every viewport shows the slice that it stands at. */
  public boolean pictured() {
    return grid.visible().stream()
        .map(Viewport::model)
        .allMatch(m -> m.shown() == null || m.index() >= 0 && m.picturedIndex() == m.index());
  }

  /** The object whose image is in the active viewport. */
  public Optional<Instance> activeInstance() {
    return Optional.ofNullable(active().slice()).map(Slice::instance);
  }

  /** Stops decoding. */
  @Override
  public void close() {
    grid.dispose();
    loader.close();
  }

  // ---- for the actions

  ReadState state() {
    return state;
  }

  AnnotationModel annotations() {
    return annotations;
  }

  ViewportGrid grid() {
    return grid;
  }

  ViewportModel active() {
    return grid.activeProperty().get().model();
  }

  private void show(int number) {
    if (number >= 0 && number < stacks.size()) {
      Vec3 at = active().plane() == null ? null : active().middle().orElse(null);
      Shown before = active().shown();
      Shown now = stacks.get(number);
      active().open(now);
      if (at != null && before != null && before.sharesFrameOfReference(now)) {
        active().scrollTo(at);
      }
      marks();
    }
  }

  void stepSeries(int by) {
    Shown now = active().shown();
    for (int i = 0; i < stacks.size(); i++) {
      if (now != null && stacks.get(i).stack() == now.stack()) {
        show(Math.clamp(i + by, 0, stacks.size() - 1));
        return;
      }
    }
  }

  private void marks() {
    strip.mark(grid.visible().stream().map(v -> v.model().shown()).toList());
  }

  void toggleStrips() {
    boolean shown = !strip.isVisible();
    strip.setVisible(shown);
    strip.setManaged(shown);
    if (getRight() != null) {
      getRight().setVisible(shown);
      getRight().setManaged(shown);
    }
  }

  void copy(boolean decorated) {
    ViewPicture.copy(ViewPicture.of(grid.activeProperty().get(), decorated));
    say.accept(TEXT.get("copy.done"));
  }

  void chooseAndSave(boolean decorated) {
    var picture = ViewPicture.of(grid.activeProperty().get(), decorated);
    FileChooser chooser = new FileChooser();
    chooser.setTitle(TEXT.get("save.title"));
    chooser.setInitialFileName("fovea.png");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG", "*.png"));
    File file = chooser.showSaveDialog(getScene().getWindow());
    if (file != null) {
      save(picture, file.toPath());
    }
  }

  /** Saves the active viewport as a PNG file. */
  public void save(Path file, boolean decorated) {
    save(ViewPicture.of(grid.activeProperty().get(), decorated), file);
  }

  private void save(javafx.scene.image.WritableImage picture, Path file) {
    try {
      ViewPicture.save(picture, file);
      say.accept(TEXT.get("save.done", file));
    } catch (FoveaException e) {
      say.accept(e.problem().line());
    }
  }

  /** Goes on to the next slice at the pace that is set, once the last is on the screen. */
  private final class Cine extends AnimationTimer {
    private long last;

    @Override
    public void handle(long now) {
      boolean runs = state.playingProperty().get() && active().shown() != null;
      if (!runs || now - last < NANOS / state.framesPerSecondProperty().get()) {
        return;
      }
      if (active().picturedIndex() == active().index()) {
        last = now;
        active().advance();
      }
    }
  }
}
