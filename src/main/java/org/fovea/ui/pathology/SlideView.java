package org.fovea.ui.pathology;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.SlideReader;
import org.fovea.dicom.Study;
import org.fovea.finding.FoundMarks;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Narrow;
import org.fovea.ui.common.Tasks;
import org.fovea.ui.mucosa.MucosaModel;
import org.fovea.ui.radiology.EditBar;
import org.fovea.ui.radiology.OutlineEditing;
import org.fovea.ui.radiology.OverlayControls;
import org.fovea.ui.radiology.ReadView;
import org.fovea.ui.radiology.ViewPicture;

/**
 * Where slides are read: the strip of slides on the left, the slide in the middle, and room on the
 * right for what others put there. On the JavaFX thread.
 */
public final class SlideView extends BorderPane implements AutoCloseable {
  private static final Text TEXT = Text.of(SlideView.class);

  private final SlideReader reader;
  private final Consumer<String> say;
  private final TileLoader loader = TileLoader.create();
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final SlideOverlays overlays = new SlideOverlays();
  private final BorderEditing border;
  private final SlideModel model;
  private final SlideCanvas canvas;
  private final SlideStrip strip;
  private final MarksModel marks;
  private final MarkDrawing drawing;
  private final MarksList marksList;
  private final MucosaModel mucosa = new MucosaModel();
  private final MucosaDrawing places;
  private final HotSpotsModel spots;
  private final TissueModel tissue;
  private final VBox side = new VBox(8);
  private final VBox right = new VBox();
  private final FoundLayer found = new FoundLayer();
  private List<ShownSlide> slides = List.of();
  private boolean opened;

  /** The outline of a finding, as the findings panel knows it. */
  public record Finding(String id, String label, Outline outline, Verdict.Decision decision) {}

  /**
   * @param reader opens slides; null where none can be opened
   * @param store keeps what is drawn on slides; null where nothing is kept
   * @param say shows a line of text to the user
   */
  public SlideView(SlideReader reader, MarkStore store, Tasks tasks, Consumer<String> say) {
    this.reader = reader;
    this.say = say;
    getStyleClass().add("slide-view");
    getStylesheets().add(css(ReadView.class, "radiology.css"));
    getStylesheets().add(css(SlideView.class, "pathology.css"));
    model = new SlideModel(tasks, loader);
    model.connect(reader);
    canvas = new SlideCanvas(model, loader);
    border = new BorderEditing(model, say);
    canvas.add(new SlideOverlayPainter(model, overlays, border));
    canvas.add(new BorderPainter(border));
    border.revisionProperty().subscribe(canvas::redrawOver);
    overlays.revisionProperty().subscribe(canvas::redrawOver);
    marks = new MarksModel(tasks, store, say);
    drawing = new MarkDrawing(model, marks, canvas::redrawOver);
    canvas.add(new MarkPainter(model, marks, drawing, overlays));
    marks.marks().addListener((InvalidationListener) o -> canvas.redrawOver());
    marks.selectedProperty().subscribe(canvas::redrawOver);
    tissue = new TissueModel(tasks, model, reader, say);
    canvas.add(new TissuePainter(tissue, overlays));
    tissue.revisionProperty().subscribe(canvas::redrawOver);
    places = new MucosaDrawing(model, mucosa, canvas::redrawOver);
    canvas.add(new MucosaPainter(model, mucosa, places, overlays));
    mucosa.revisionProperty().subscribe(canvas::redrawOver);
    canvas.add(new FoundPainter(model, found, overlays));
    found.revisionProperty().subscribe(canvas::redrawOver);
    mucosa.connect(
        (left, top, right, bottom) -> {
          showImage(mucosa.imageUid());
          model.show(left, top, right, bottom);
        });
    new SlideMouse(canvas, model, drawing, places, border);
    marksList = new MarksList(model, marks, this::focusImages);
    side.getChildren().setAll(marksList, new SlideControls(model));
    side.getStyleClass().addAll("fovea-panel", "slide-side");
    strip = new SlideStrip(tasks, this::show);
    spots = new HotSpotsModel(tasks, model, overlays, () -> say.accept(TEXT.get("spots.nothing")));
    HotSpotStrip spotStrip = new HotSpotStrip(tasks, model, spots, overlays);
    spotStrip.connect(reader);
    VBox.setVgrow(canvas, Priority.ALWAYS);
    setLeft(strip);
    setCenter(new VBox(new EditBar(border), canvas, spotStrip));
    Narrow.watch(this);
  }

  private static String css(Class<?> beside, String name) {
    return Objects.requireNonNull(beside.getResource(name)).toExternalForm();
  }

  /** Whether a study has slides to be read here. */
  public static boolean fits(Study study) {
    return study.series().stream().anyMatch(s -> !s.slides().isEmpty());
  }

  /** Adds the actions of this place to a registry, and its tools to the strip. */
  public void contribute(ActionRegistry registry) {
    registry.addAll(SlideActions.of(this));
    strip.setBottom(new SlideTools(registry, model));
  }

  /** Shows studies, the first of which is read; the others are of the same patient. */
  public void open(List<Study> studies) {
    List<ShownSlide> found = new ArrayList<>();
    for (Study study : studies) {
      for (Series series : study.series()) {
        for (SlideImage image : series.slides()) {
          found.add(new ShownSlide(study, series, image));
        }
      }
    }
    if (border.suspend()) {
      say.accept(TEXT.get("border.kept"));
    }
    overlays.show("", List.of(), List.of());
    mucosa.show("", "", null, changed -> {});
    opened = true;
    slides = List.copyOf(found);
    strip.list(slides, reader);
    open.set(!slides.isEmpty());
    if (slides.isEmpty()) {
      model.open(null);
      marks.open(null);
    } else {
      show(0);
    }
  }

  private void show(int number) {
    ShownSlide slide = slides.get(number);
    if (slide != model.shown() || model.stateProperty().get() == SlideModel.State.FAILED) {
      drawing.abandon();
      model.open(slide);
      marks.open(slide);
    }
    strip.mark(slide);
    focusImages();
  }

  /** The next slide, or the previous one. */
  void step(int by) {
    int at = slides.indexOf(model.shown());
    if (!slides.isEmpty()) {
      show(Math.clamp(at + by, 0, slides.size() - 1));
    }
  }

  /**
   * Shows a slide; whether it is there.
   *
   * @param uid SOP Instance UID of its highest resolution, or its series
   */
  public boolean showImage(String uid) {
    if (model.shown() != null && model.shown().is(uid)) {
      return true;
    }
    for (int i = 0; i < slides.size(); i++) {
      if (slides.get(i).is(uid)) {
        show(i);
        return true;
      }
    }
    return false;
  }

  /**
   * Lays a result over a slide, in place of what was there.
   *
   * @param id tells the result from others
   * @param imageUid as for {@link #showImage}
   * @param selected id of the finding that is spoken of; empty for none
   */
  public void showOverlays(
      String id,
      String imageUid,
      List<SlideHeatmap> maps,
      List<Finding> findings,
      String selected) {
    overlays.show(
        imageUid,
        maps.stream().map(m -> new SlideOverlays.Heat(id + "/" + m.name(), m)).toList(),
        findings.stream()
            .map(f -> new SlideOverlays.Area(f.id(), f.label(), f.outline(), f.decision()))
            .toList());
    overlays.select(selected);
  }

  /** Whether the border of a finding is being changed. */
  public OutlineEditing border() {
    return border;
  }

  /**
   * Lets the border of a finding be changed on the slide that the result lies over.
   *
   * @param save gets the changed area, measured
   */
  public void editBorder(String id, String label, Outline outline, Consumer<Region.Area> save) {
    if (showImage(overlays.imageUid()) && model.slide() != null) {
      border.begin(id, label, outline, save);
    } else {
      say.accept(TEXT.get("border.notYet"));
    }
  }

  /** Lays marks over the slides that they belong to, in place of those that were there. */
  public void showFound(List<FoundMarks> marks) {
    found.show(
        marks.stream()
            .map(
                m ->
                    new FoundLayer.On(
                        m.images(), m.groups().stream().map(FoundLayer.Group::of).toList()))
            .toList());
  }

  /**
   * Shows or hides the strip of hot spots under the slide.
   *
   * @param speakOf gets the id of the finding in which the spot lies that is looked at
   */
  public void hotSpots(boolean shown, Consumer<String> speakOf) {
    spots.connect(speakOf);
    spots.show(shown);
  }

  /** Measured mucosa that lies over the slide, for those who show and change it. */
  public MucosaModel mucosa() {
    return mucosa;
  }

  /**
   * Moves the view to the finding that is spoken of. The first time after a study was opened the
   * whole slide stays in view, with all its findings.
   */
  public void showSelected() {
    if (opened) {
      opened = false;
      return;
    }
    overlays
        .area(overlays.selected())
        .ifPresent(
            a -> {
              showImage(overlays.imageUid());
              double[] box = a.outline().box();
              model.show(box[0], box[1], box[2], box[3]);
            });
  }

  /**
   * Brings a point into the middle.
   *
   * @param x pixels of the highest resolution from the left edge
   * @param scale screen pixels a slide pixel
   */
  public void showPoint(double x, double y, double scale) {
    model.showAt(x, y, scale);
  }

  /** Controls of the overlays, for a panel. */
  public OverlayControls overlayControls() {
    return new OverlayControls(overlays);
  }

  /** Puts the findings panel to the right of the slide. */
  public void findings(Node panel) {
    if (panel == null) {
      right.getChildren().setAll(side);
    } else {
      VBox.setVgrow(panel, Priority.ALWAYS);
      right.getChildren().setAll(panel, side);
    }
    setRight(right);
  }

  /** Whether there is a slide to look at. */
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /** Puts the keys at the service of the slide. */
  public void focusImages() {
    canvas.requestFocus();
  }

  /** Whether the picture on the screen is as sharp as it becomes. */
  public boolean pictured() {
    return switch (model.stateProperty().get()) {
      case NOTHING, FAILED -> true;
      case OPENING -> false;
      case OPEN -> model.smallKnown() && canvas.sharp();
    };
  }

  /** The object of the highest resolution of the slide that is shown. */
  public Optional<Instance> activeInstance() {
    return Optional.ofNullable(model.shown())
        .filter(s -> !s.image().levels().isEmpty())
        .map(s -> s.image().highest());
  }

  /** Closes what is open and stops decoding. */
  @Override
  public void close() {
    model.open(null);
    loader.close();
  }

  // ---- for the actions

  SlideModel model() {
    return model;
  }

  SlideOverlays overlays() {
    return overlays;
  }

  SlideCanvas canvas() {
    return canvas;
  }

  HotSpotsModel spots() {
    return spots;
  }

  TissueModel tissue() {
    return tissue;
  }

  MarksModel marks() {
    return marks;
  }

  MarkDrawing drawing() {
    return drawing;
  }

  /** Takes the tool for a villus and its crypt, and says how it is used. */
  void measureVillus() {
    model.toolProperty().set(SlideTool.VILLUS);
    say.accept(TEXT.get("mucosa.hint"));
  }

  void renameSelected() {
    if (marks.selectedProperty().get() != null) {
      marksList.rename(marks.selectedProperty().get());
    }
  }

  /** Gives up what is being drawn, else the tool. */
  void abandon() {
    if (drawing.activeProperty().get()) {
      drawing.abandon();
    } else if (places.active()) {
      places.abandon();
    } else {
      model.toolProperty().set(SlideTool.MOVE);
      marks.selectedProperty().set(null);
      mucosa.select(null);
    }
  }

  void toggleLabel() {
    model.toggleLabel(say);
  }

  void copy() {
    ViewPicture.copy(ViewPicture.of(canvas));
    say.accept(TEXT.get("copy.done"));
  }

  void chooseAndSave() {
    WritableImage picture = ViewPicture.of(canvas);
    FileChooser chooser = new FileChooser();
    chooser.setTitle(TEXT.get("save.title"));
    chooser.setInitialFileName("fovea.png");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG", "*.png"));
    File file = chooser.showSaveDialog(getScene().getWindow());
    if (file != null) {
      try {
        ViewPicture.save(picture, file.toPath());
        say.accept(TEXT.get("save.done", file));
      } catch (FoveaException e) {
        say.accept(e.problem().line());
      }
    }
  }

  void magnification(double times) {
    if (model.slide() != null && !model.slide().calibrated()) {
      say.accept(TEXT.get("magnification.noScale"));
    } else {
      model.magnification(times);
    }
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
}
