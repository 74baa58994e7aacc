package org.fovea.ui;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;

/** Asks what to do with an outline that was changed and not saved when the window is closed. */
final class UnsavedSheet extends VBox {
  private static final Text WORDS = Text.of(UnsavedSheet.class);
  private final Button save = new Button(WORDS.get("unsaved.save"));

  /**
   * @param keep saves the outline; the window stays, so that it is seen to be saved
   * @param lose closes the window without it
   * @param stay goes on as before
   */
  UnsavedSheet(Runnable keep, Runnable lose, Runnable stay) {
    super(12);
    setId("unsaved-sheet");
    setMaxWidth(520);
    setPrefWidth(520);
    save.setId("unsaved-save");
    save.setDefaultButton(true);
    save.setOnAction(e -> keep.run());
    Button close = new Button(WORDS.get("unsaved.lose"));
    close.setId("unsaved-lose");
    close.setOnAction(e -> lose.run());
    Button back = new Button(WORDS.get("unsaved.stay"));
    back.setId("unsaved-stay");
    back.setOnAction(e -> stay.run());
    HBox buttons = new HBox(8, back, Nodes.spacer(), close, save);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .addAll(
            Nodes.label(WORDS.get("unsaved.title"), "sheet-title"),
            Nodes.paragraph(WORDS.get("unsaved.what"), "fovea-quiet"),
            buttons);
  }

  /** What has the focus at first. */
  Button first() {
    return save;
  }
}
