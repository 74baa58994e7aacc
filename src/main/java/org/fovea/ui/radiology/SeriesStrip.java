package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Stack;
import org.fovea.imaging.display.Appearance;
import org.fovea.imaging.display.AutoWindow;
import org.fovea.imaging.display.FrameRenderer;
import org.fovea.imaging.pixel.VoiLut;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Ink;

/** The series of what is open, as thumbnails to click or to drag onto a viewport. */
final class SeriesStrip extends BorderPane {
  private static final Text TEXT = Text.of(SeriesStrip.class);
  private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");
  static final double SIDE = 72;

  private final FrameLoader loader;
  private final IntConsumer open;
  private final VBox cells = new VBox(4);
  private final List<Button> buttons = new ArrayList<>();
  private List<Shown> stacks = List.of();

  SeriesStrip(FrameLoader loader, IntConsumer open) {
    this.loader = loader;
    this.open = open;
    getStyleClass().add("series-strip");
    cells.getStyleClass().add("series-cells");
    ScrollPane scroll = new ScrollPane(cells);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    setCenter(scroll);
  }

  /** Lists stacks; a heading stands where another study begins. */
  void list(List<Shown> what) {
    stacks.forEach(loader::forget);
    stacks = List.copyOf(what);
    buttons.clear();
    cells.getChildren().clear();
    boolean several = stacks.stream().map(Shown::study).distinct().count() > 1;
    for (int i = 0; i < stacks.size(); i++) {
      Shown s = stacks.get(i);
      if (several && (i == 0 || stacks.get(i - 1).study() != s.study())) {
        Label date = new Label(Format.date(s.study().date()));
        date.getStyleClass().add("series-date");
        cells.getChildren().add(date);
      }
      Button cell = cell(i, s);
      buttons.add(cell);
      cells.getChildren().add(cell);
    }
  }

  private Button cell(int number, Shown s) {
    Canvas thumb = new Canvas(SIDE, SIDE);
    StackPane picture = new StackPane(thumb);
    picture.getStyleClass().add("series-thumb");
    picture.setMinSize(SIDE, SIDE);
    picture.setMaxSize(SIDE, SIDE);
    Label count = new Label(Integer.toString(s.size()));
    count.getStyleClass().add("series-count");
    StackPane.setAlignment(count, Pos.BOTTOM_RIGHT);
    picture.getChildren().add(count);
    if (!s.stack().remarks().isEmpty()) {
      Label remark = new Label("!");
      remark.getStyleClass().add("series-remark");
      StackPane.setAlignment(remark, Pos.TOP_RIGHT);
      picture.getChildren().add(remark);
    }
    Button cell = new Button(CornerText.title(s), picture);
    cell.setContentDisplay(ContentDisplay.TOP);
    cell.setId("series-" + (number + 1));
    cell.getStyleClass().setAll("series-cell");
    cell.setMaxWidth(Double.MAX_VALUE);
    cell.setWrapText(true);
    cell.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
    cell.setMinHeight(Region.USE_PREF_SIZE);
    cell.setFocusTraversable(false);
    String spoken = TEXT.get("strip.series", CornerText.title(s), s.size());
    cell.setAccessibleText(spoken);
    List<String> lines = new ArrayList<>(List.of(spoken));
    lines.addAll(s.stack().remarks());
    cell.setTooltip(new Tooltip(String.join("\n", lines)));
    cell.setOnAction(e -> open.accept(number));
    cell.addEventHandler(
        MouseEvent.DRAG_DETECTED,
        e -> {
          Dragboard board = cell.startDragAndDrop(TransferMode.COPY);
          ClipboardContent content = new ClipboardContent();
          content.put(ViewportGrid.STACK, number);
          board.setContent(content);
          board.setDragView(cell.snapshot(null, null));
          e.consume();
        });
    Slice middle = s.slice(s.size() / 2);
    Stack one = new Stack("", List.of(middle), null, List.of());
    loader.want(
        s,
        one,
        0,
        (slice, loaded) ->
            Platform.runLater(
                () -> {
                  loader.forget(s);
                  draw(thumb, loaded, middle);
                }));
    loader.get(middle).ifPresent(l -> draw(thumb, l, middle));
    return cell;
  }

  private static void draw(Canvas thumb, FrameLoader.Loaded loaded, Slice slice) {
    PixelSurface surface = new PixelSurface();
    if (!(loaded instanceof FrameLoader.Loaded.Picture p)) {
      Ink ink = new Ink(thumb.getGraphicsContext2D());
      ink.text(
          "⚠",
          SIDE / 2,
          SIDE / 2,
          javafx.scene.text.TextAlignment.CENTER,
          javafx.geometry.VPos.CENTER,
          ViewportPainter.TROUBLE);
      return;
    }
    var f = p.frame();
    VoiLut voi =
        p.presentation().vois().isEmpty()
            ? AutoWindow.of(f, p.presentation(), 1, 99)
            : p.presentation().vois().getFirst().lut();
    int[] pixels = surface.pixels(f.columns(), f.rows());
    new FrameRenderer().render(f, Appearance.of(p.presentation(), voi, false), pixels);
    double aspect =
        slice.plane() == null ? 1 : slice.plane().rowSpacingMm() / slice.plane().columnSpacingMm();
    double scale = Math.min(SIDE / f.columns(), SIDE / (f.rows() * aspect));
    double w = f.columns() * scale;
    double h = f.rows() * aspect * scale;
    thumb
        .getGraphicsContext2D()
        .drawImage(surface.view().getImage(), (SIDE - w) / 2, (SIDE - h) / 2, w, h);
  }

  /** Marks those that are on screen. */
  void mark(List<Shown> onScreen) {
    for (int i = 0; i < buttons.size(); i++) {
      Stack stack = stacks.get(i).stack();
      buttons
          .get(i)
          .pseudoClassStateChanged(
              SHOWN, onScreen.stream().anyMatch(s -> s != null && s.stack() == stack));
    }
  }
}
