package org.fovea.ui.radiology;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;

/**
 * One line over the image while an outline is changed; it stays until that is saved or discarded.
 */
public final class EditBar extends HBox {
  private static final Text TEXT = Text.of(EditBar.class);
  private static final PseudoClass UNSAVED = PseudoClass.getPseudoClass("unsaved");
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  /**
   * @param more what else the outline can be changed by
   */
  public EditBar(OutlineEditing editing, Node... more) {
    super(8);
    getStyleClass().add("edit-bar");
    setAlignment(Pos.CENTER_LEFT);
    Label summary = Nodes.label("", "edit-summary");
    summary.textProperty().bind(editing.summaryProperty());
    Button brush = button("edit.bar.brush", () -> editing.take(OutlineEditing.Hand.BRUSH));
    Button eraser = button("edit.bar.eraser", () -> editing.take(OutlineEditing.Hand.ERASER));
    Label radius = Nodes.label("", "fovea-small", "fovea-quiet");
    Button undo = button("edit.bar.undo", editing::undo);
    undo.disableProperty().bind(editing.undoableProperty().not());
    Button save = button("edit.bar.save", editing::save);
    save.getStyleClass().setAll("button", "accent");
    Button discard = button("edit.bar.discard", editing::discard);
    getChildren().addAll(summary, brush, eraser, radius);
    getChildren().addAll(more);
    getChildren().addAll(Nodes.spacer(), undo, discard, save);
    editing
        .hand()
        .subscribe(
            now -> {
              brush.pseudoClassStateChanged(CHOSEN, now == OutlineEditing.Hand.BRUSH);
              eraser.pseudoClassStateChanged(CHOSEN, now == OutlineEditing.Hand.ERASER);
            });
    Runnable follow =
        () -> {
          Nodes.visible(this, editing.activeProperty().get());
          pseudoClassStateChanged(UNSAVED, editing.unsavedProperty().get());
          radius.setText(editing.radiusText());
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
