package org.fovea.ui.pathology;

import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;
import org.kordamp.ikonli.feather.Feather;

/** The marks of the slide with their measures: to go to, to rename, to delete. */
final class MarksList extends VBox {
  private static final Text TEXT = Text.of(MarksList.class);
  private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");
  private static final double ROW = 26;
  private static final int MOST_ROWS = 6;

  private final SlideModel model;
  private final MarksModel marks;
  private final Runnable done;
  private final VBox rows = new VBox();
  private final ScrollPane scroll = new ScrollPane(rows);
  private Mark renaming;

  /**
   * @param done called when typing is over
   */
  MarksList(SlideModel model, MarksModel marks, Runnable done) {
    super(4);
    this.model = model;
    this.marks = marks;
    this.done = done;
    setId("slide-marks");
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    getChildren().addAll(Nodes.label(TEXT.get("marks.title"), "fovea-heading"), scroll);
    marks.marks().addListener((ListChangeListener<Mark>) c -> draw());
    marks.selectedProperty().subscribe(m -> draw());
    draw();
  }

  private void draw() {
    Nodes.visible(this, !marks.marks().isEmpty());
    rows.getChildren().setAll(marks.marks().stream().map(this::row).toList());
    double height = ROW * Math.clamp(marks.marks().size(), 1, MOST_ROWS);
    scroll.setMinHeight(height);
    scroll.setPrefHeight(height);
    scroll.setMaxHeight(height);
  }

  private Node row(Mark m) {
    if (m == renaming) {
      return field(m);
    }
    Button name = new Button(m.name());
    name.getStyleClass().setAll("mark-name");
    name.setFocusTraversable(false);
    name.setMaxWidth(Double.MAX_VALUE);
    name.setAlignment(Pos.CENTER_LEFT);
    name.setAccessibleText(TEXT.get("marks.go", m.name()));
    name.setOnAction(
        e -> {
          marks.selectedProperty().set(m);
          double[] box = m.box();
          model.show(box[0], box[1], box[2], box[3]);
        });
    name.setOnMouseClicked(
        e -> {
          if (e.getClickCount() == 2) {
            rename(m);
          }
        });
    HBox.setHgrow(name, Priority.ALWAYS);
    var measure =
        Nodes.label(
            model.shown() == null ? "" : m.measure(model.shown().slide()),
            "fovea-small",
            "fovea-quiet");
    measure.setMinWidth(USE_PREF_SIZE);
    Button delete = new Button(null, Nodes.icon(Feather.X));
    delete.getStyleClass().setAll("tool-button", "mark-delete");
    delete.setFocusTraversable(false);
    delete.setAccessibleText(TEXT.get("marks.delete", m.name()));
    delete.setOnAction(e -> marks.remove(m));
    HBox row = new HBox(4, name, measure, delete);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("mark-row");
    row.setMinHeight(ROW);
    row.setMaxHeight(ROW);
    row.pseudoClassStateChanged(SHOWN, m == marks.selectedProperty().get());
    return row;
  }

  private Node field(Mark m) {
    TextField field = new TextField(m.name());
    field.setId("mark-rename");
    field.setAccessibleText(TEXT.get("marks.name"));
    field.setMinHeight(ROW);
    field.setMaxHeight(ROW);
    field.setOnAction(e -> over(m, field.getText()));
    field
        .focusedProperty()
        .addListener(
            (o, was, is) -> {
              if (was && !is && renaming == m) {
                over(m, field.getText());
              }
            });
    field.setOnKeyPressed(
        e -> {
          if (e.getCode() == javafx.scene.input.KeyCode.ESCAPE) {
            over(m, m.name());
            e.consume();
          }
        });
    javafx.application.Platform.runLater(
        () -> {
          field.requestFocus();
          field.selectAll();
        });
    return field;
  }

  private void over(Mark m, String name) {
    renaming = null;
    marks.rename(m, name);
    draw();
    done.run();
  }

  /** Lets the user type another name for a mark. */
  void rename(Mark m) {
    renaming = m;
    draw();
  }
}
