package org.fovea.ui.common;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * A layer over the window that holds at most one sheet (commands, keys, settings). Escape or a
 * click beside it closes it and gives the focus back to where it was.
 */
public final class Sheets extends StackPane {
  private Node before;

  public Sheets() {
    getStyleClass().add("sheets");
    setVisible(false);
    setPickOnBounds(true);
    setOnMouseClicked(
        e -> {
          if (e.getTarget() == this) {
            close();
          }
        });
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            close();
            e.consume();
          }
        });
  }

  /**
   * Shows a sheet in place of the one that is shown.
   *
   * @param focus what gets the focus, inside the sheet
   */
  public void show(Region sheet, Node focus) {
    if (!isVisible()) {
      before = getScene() == null ? null : getScene().getFocusOwner();
    }
    sheet.getStyleClass().add("fovea-sheet");
    // as high as it wants to be, but inside the window
    sheet
        .maxHeightProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> Math.min(sheet.prefHeight(-1), getHeight() - 96), heightProperty()));
    StackPane.setAlignment(sheet, Pos.TOP_CENTER);
    getChildren().setAll(sheet);
    setVisible(true);
    focus.requestFocus();
  }

  /** Closes what is shown, if anything is. */
  public void close() {
    if (isVisible()) {
      setVisible(false);
      getChildren().clear();
      if (before != null) {
        before.requestFocus();
        before = null;
      }
    }
  }
}
