package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.SlideReader;
import org.fovea.finding.Verdict;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.HotSpot;
import org.fovea.imaging.slide.RegionReader;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hot spots of a slide as small pictures under it, the hottest first. */
final class HotSpotStrip extends HBox {
  private static final Logger LOG = LoggerFactory.getLogger(HotSpotStrip.class);
  private static final Text TEXT = Text.of(HotSpotStrip.class);
  private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");
  private static final int SIDE = 72;

  /** What a picture shows from edge to edge, mm. */
  private static final double FIELD_MM = 0.25;

  private final Tasks tasks;
  private final SlideModel slide;
  private final HotSpotsModel model;
  private final SlideOverlays overlays;
  private final List<Button> buttons = new ArrayList<>();
  private SlideReader reader;
  private Tasks.Running drawing;

  HotSpotStrip(Tasks tasks, SlideModel slide, HotSpotsModel model, SlideOverlays overlays) {
    super(8);
    this.tasks = tasks;
    this.slide = slide;
    this.model = model;
    this.overlays = overlays;
    setId("hot-spots");
    getStyleClass().add("hot-spots");
    setAlignment(Pos.CENTER_LEFT);
    setAccessibleText(TEXT.get("spots.name"));
    model.spots().addListener((InvalidationListener) o -> list());
    model.selectedProperty().subscribe(s -> mark());
    overlays.revisionProperty().subscribe(this::mark);
    visibleProperty().bind(model.shownProperty().and(Bindings.isNotEmpty(model.spots())));
    managedProperty().bind(visibleProperty());
    model.shownProperty().subscribe(s -> list());
    list();
  }

  /** What opens slides, for the pictures. */
  void connect(SlideReader opens) {
    reader = opens;
  }

  private void list() {
    if (drawing != null) {
      drawing.cancel();
    }
    buttons.clear();
    getChildren().clear();
    if (!model.shownProperty().get()) {
      return;
    }
    List<HotSpot> spots = List.copyOf(model.spots());
    List<StackPane> frames = new ArrayList<>();
    for (int i = 0; i < spots.size(); i++) {
      HotSpot spot = spots.get(i);
      StackPane frame = new StackPane();
      frame.getStyleClass().add("slide-thumb");
      frame.setMinSize(SIDE, SIDE);
      frame.setMaxSize(SIDE, SIDE);
      frames.add(frame);
      Button cell = new Button(Format.probability(spot.value()), frame);
      cell.setId("hot-spot-" + (i + 1));
      cell.setContentDisplay(ContentDisplay.TOP);
      cell.getStyleClass().setAll("series-cell", "hot-spot");
      cell.setFocusTraversable(false);
      cell.setAccessibleText(TEXT.get("spots.spot", i + 1, Format.probability(spot.value())));
      cell.setOnAction(e -> model.select(spot));
      buttons.add(cell);
    }
    getChildren().addAll(buttons);
    mark();
    ShownSlide shown = slide.shown();
    if (reader != null && shown != null) {
      drawing =
          tasks.start(
              progress -> {
                draw(reader, shown, spots, frames, progress);
                return true;
              },
              done -> {},
              e -> LOG.warn("no pictures of hot spots", e));
    }
  }

  private static void draw(
      SlideReader reader,
      ShownSlide shown,
      List<HotSpot> spots,
      List<StackPane> frames,
      Progress progress)
      throws FoveaException {
    try (TileSource source = reader.open(shown.image())) {
      Slide of = source.slide();
      double field = of.calibrated() ? FIELD_MM / of.highest().spacingXMm() : 512;
      double scale = Math.max(1, field / (2 * SIDE));
      RegionReader region = new RegionReader(source, scale, scale);
      for (int i = 0; i < spots.size(); i++) {
        progress.checkCancelled();
        Image image = picture(region, of, spots.get(i), scale);
        StackPane frame = frames.get(i);
        Platform.runLater(() -> put(frame, image));
      }
    }
  }

  /** A square about a spot at twice the size on the screen; beyond the slide it is glass. */
  private static Image picture(RegionReader region, Slide slide, HotSpot spot, double scale)
      throws FoveaException {
    int side = 2 * SIDE;
    int left = (int) Math.round(spot.x() / scale) - side / 2;
    int top = (int) Math.round(spot.y() / scale) - side / 2;
    float[] rgb = new float[3 * side * side];
    region.read(left, top, side, rgb);
    int[] argb = new int[side * side];
    for (int i = 0; i < argb.length; i++) {
      double x = (left + i % side + 0.5) * scale;
      double y = (top + i / side + 0.5) * scale;
      boolean inside =
          x >= 0 && y >= 0 && x < slide.highest().columns() && y < slide.highest().rows();
      argb[i] =
          inside
              ? 0xff000000
                  | byteOf(rgb[3 * i]) << 16
                  | byteOf(rgb[3 * i + 1]) << 8
                  | byteOf(rgb[3 * i + 2])
              : 0xfff4f2f0;
    }
    return Pictures.of(new Tile(side, side, argb), SlideAppearance.AS_SCANNED);
  }

  private static int byteOf(float value) {
    return Math.clamp(Math.round(value), 0, 255);
  }

  private static void put(StackPane frame, Image image) {
    ImageView view = new ImageView(image);
    view.setFitWidth(SIDE - 2);
    view.setFitHeight(SIDE - 2);
    frame.getChildren().setAll(view);
  }

  /** Marks the spot that is looked at, and what was said of the finding that each lies in. */
  private void mark() {
    for (int i = 0; i < buttons.size() && i < model.spots().size(); i++) {
      HotSpot spot = model.spots().get(i);
      Button button = buttons.get(i);
      button.pseudoClassStateChanged(SHOWN, spot.equals(model.selectedProperty().get()));
      Verdict.Decision said = model.finding(spot).map(SlideOverlays.Area::decision).orElse(null);
      String letter =
          said == null || said == Verdict.Decision.PENDING ? "" : "  " + said.name().charAt(0);
      button.setText(Format.probability(spot.value()) + letter);
    }
  }
}
