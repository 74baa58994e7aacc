package org.fovea.ui.radiology;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;

/**
 * One line over the image while an outline is changed; it stays until that is saved or discarded.
 */
final class EditBar extends HBox {
  private static final Text TEXT = Text.of(EditBar.class);
  private static final PseudoClass UNSAVED = PseudoClass.getPseudoClass("unsaved");
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final Editing editing;
  private boolean following;

  EditBar(Editing editing, ReadState state) {
    super(8);
    this.editing = editing;
    getStyleClass().add("edit-bar");
    setAlignment(Pos.CENTER_LEFT);
    Label summary = Nodes.label("", "edit-summary");
    summary.textProperty().bind(editing.summaryProperty());
    Button brush = button("edit.bar.brush", () -> state.toolProperty().set(Tool.BRUSH));
    Button eraser = button("edit.bar.eraser", () -> state.toolProperty().set(Tool.ERASER));
    Label radius = Nodes.label("", "fovea-small", "fovea-quiet");
    Slider threshold = new Slider(0.02, 0.98, 0.5);
    threshold.setAccessibleText(TEXT.get("edit.bar.cut"));
    threshold.setPrefWidth(120);
    threshold.setFocusTraversable(false);
    Label at = Nodes.label("", "fovea-small");
    HBox cut =
        new HBox(
            6, Nodes.label(TEXT.get("edit.bar.cut"), "fovea-small", "fovea-quiet"), threshold, at);
    cut.setAlignment(Pos.CENTER_LEFT);
    threshold
        .valueProperty()
        .addListener(
            (o, was, is) -> {
              if (!following && !threshold.isValueChanging()) {
                editing.cut(is.doubleValue());
              }
            });
    threshold
        .valueChangingProperty()
        .addListener(
            (o, was, is) -> {
              if (!is) {
                editing.cut(threshold.getValue());
              }
            });
    Button undo = button("edit.bar.undo", editing::undo);
    undo.disableProperty().bind(editing.undoableProperty().not());
    Button save = button("edit.bar.save", editing::save);
    save.getStyleClass().setAll("button", "accent");
    Button discard = button("edit.bar.discard", editing::discard);
    getChildren().addAll(summary, brush, eraser, radius, cut, Nodes.spacer(), undo, discard, save);
    state
        .toolProperty()
        .subscribe(
            now -> {
              brush.pseudoClassStateChanged(CHOSEN, now == Tool.BRUSH);
              eraser.pseudoClassStateChanged(CHOSEN, now == Tool.ERASER);
            });
    Runnable follow =
        () -> {
          following = true;
          Nodes.visible(this, editing.activeProperty().get());
          Nodes.visible(cut, editing.cuttableProperty().get());
          pseudoClassStateChanged(UNSAVED, editing.unsavedProperty().get());
          radius.setText(
              TEXT.get("edit.bar.radius", String.format(Locale.ROOT, "%.1f", editing.radius())));
          if (!threshold.isValueChanging()) {
            threshold.setValue(editing.thresholdProperty().get());
          }
          at.setText(String.format(Locale.ROOT, "%.2f", editing.thresholdProperty().get()));
          following = false;
        };
    editing.revisionProperty().addListener((o, was, is) -> follow.run());
    follow.run();
  }

  private static Button button(String key, Runnable run) {
    Button b = new Button(TEXT.get(key));
    b.getStyleClass().add("flat");
    b.setFocusTraversable(false);
    b.setOnAction(e -> run.run());
    return b;
  }
}
