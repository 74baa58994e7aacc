package org.fovea.ui.common;

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
  private static final double MARGIN = 48;

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

  /** A sheet is as high as it wants to be, but stays inside the window. */
  @Override
  protected void layoutChildren() {
    for (Node sheet : getManagedChildren()) {
      double width = Math.min(sheet.prefWidth(-1), getWidth() - 2 * MARGIN);
      double height = Math.min(sheet.prefHeight(width), getHeight() - 2 * MARGIN);
      sheet.resizeRelocate(Math.round((getWidth() - width) / 2), MARGIN, width, height);
    }
  }
}
