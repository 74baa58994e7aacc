package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.SlideReader;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.SlideThumbnail;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.common.Tasks;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slides of what is open, as thumbnails to click. */
final class SlideStrip extends BorderPane {
  private static final Text TEXT = Text.of(SlideStrip.class);
  private static final Logger LOG = LoggerFactory.getLogger(SlideStrip.class);
  private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");
  private static final double SIDE = 72;

  private final Tasks tasks;
  private final IntConsumer open;
  private final VBox cells = new VBox(4);
  private final List<Button> buttons = new ArrayList<>();
  private List<ShownSlide> slides = List.of();
  private Tasks.Running drawing;

  SlideStrip(Tasks tasks, IntConsumer open) {
    this.tasks = tasks;
    this.open = open;
    getStyleClass().add("series-strip");
    cells.getStyleClass().add("series-cells");
    ScrollPane scroll = new ScrollPane(cells);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    setCenter(scroll);
  }

  /** Lists slides; a heading stands where another study begins. */
  void list(List<ShownSlide> what, SlideReader reader) {
    if (drawing != null) {
      drawing.cancel();
    }
    slides = List.copyOf(what);
    buttons.clear();
    cells.getChildren().clear();
    boolean several = slides.stream().map(ShownSlide::study).distinct().count() > 1;
    List<StackPane> frames = new ArrayList<>();
    for (int i = 0; i < slides.size(); i++) {
      ShownSlide s = slides.get(i);
      if (several && (i == 0 || slides.get(i - 1).study() != s.study())) {
        cells.getChildren().add(Nodes.label(Format.date(s.study().date()), "series-date"));
      }
      StackPane frame = new StackPane();
      frame.getStyleClass().add("slide-thumb");
      frame.setMinSize(SIDE, SIDE);
      frame.setMaxSize(SIDE, SIDE);
      frames.add(frame);
      Button cell = cell(i, s, frame);
      buttons.add(cell);
      cells.getChildren().add(cell);
    }
    if (reader != null && !slides.isEmpty()) {
      List<ShownSlide> of = slides;
      drawing =
          tasks.start(
              progress -> {
                draw(of, frames, reader, progress);
                return true;
              },
              done -> {},
              e -> {});
    }
  }

  private Button cell(int number, ShownSlide s, StackPane frame) {
    if (!s.image().remarks().isEmpty()) {
      Label remark = Nodes.label("!", "series-remark");
      StackPane.setAlignment(remark, Pos.TOP_RIGHT);
      frame.getChildren().add(remark);
    }
    String words = s.stains().isBlank() ? s.title() : s.title() + "\n" + s.stains();
    Button cell = new Button(breakable(words), frame);
    cell.setContentDisplay(ContentDisplay.TOP);
    cell.setId("slide-" + (number + 1));
    cell.getStyleClass().setAll("series-cell");
    cell.setMaxWidth(Double.MAX_VALUE);
    cell.setWrapText(true);
    cell.setTextAlignment(TextAlignment.CENTER);
    cell.setMinHeight(Region.USE_PREF_SIZE);
    cell.setFocusTraversable(false);
    String spoken = TEXT.get("strip.slide", s.title());
    cell.setAccessibleText(spoken);
    List<String> lines = new ArrayList<>(List.of(words));
    lines.addAll(s.image().remarks());
    cell.setTooltip(new Tooltip(String.join("\n", lines)));
    cell.setOnAction(e -> open.accept(number));
    return cell;
  }

  /** Names of specimens are long words: they may be parted after what joins them. */
  private static String breakable(String words) {
    return words.replaceAll("([-_./])(?=\\w)", "$1\u200b");
  }

  /** One after the other, so that many slides do not hold many files open. */
  private static void draw(
      List<ShownSlide> slides, List<StackPane> frames, SlideReader reader, Progress progress) {
    for (int i = 0; i < slides.size(); i++) {
      progress.checkCancelled();
      StackPane frame = frames.get(i);
      try (TileSource source = reader.open(slides.get(i).image())) {
        Tile tile = SlideThumbnail.of(source, 2 * (int) SIDE);
        Platform.runLater(() -> show(frame, tile));
      } catch (FoveaException | RuntimeException e) {
        LOG.warn("no thumbnail", e);
        Platform.runLater(
            () ->
                frame
                    .getChildren()
                    .addFirst(Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon")));
      }
    }
  }

  private static void show(StackPane frame, Tile tile) {
    if (tile != null) {
      ImageView view = new ImageView(Pictures.of(tile, SlideAppearance.AS_SCANNED));
      view.setPreserveRatio(true);
      view.setFitWidth(SIDE - 2);
      view.setFitHeight(SIDE - 2);
      frame.getChildren().addFirst(view);
    }
  }

  /** Marks the one on screen. */
  void mark(ShownSlide onScreen) {
    for (int i = 0; i < buttons.size(); i++) {
      buttons.get(i).pseudoClassStateChanged(SHOWN, slides.get(i) == onScreen);
    }
  }
}
