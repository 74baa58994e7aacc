package org.fovea.ui.action;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;

/** A field and the list of every command that fits what is typed there, each with its key. */
public final class CommandPalette extends VBox {
  private static final Text WORDS = Text.of(CommandPalette.class);

  private final TextField field = new TextField();
  private final ListView<PaletteModel.Entry> list = new ListView<>();
  private final Runnable close;

  /**
   * @param close takes the palette away; called before a command is done
   */
  public CommandPalette(PaletteModel model, Runnable close) {
    this.close = close;
    getStyleClass().add("palette");
    setMaxWidth(560);
    setPrefWidth(560);
    field.setId("palette-field");
    field.setPromptText(WORDS.get("palette.prompt"));
    field.setAccessibleText(WORDS.get("palette.name"));
    model.typedProperty().set("");
    field.textProperty().bindBidirectional(model.typedProperty());
    model.update();
    list.setItems(model.entries());
    list.setId("palette-list");
    list.setFixedCellSize(28);
    list.setPrefHeight(12 * 28 + 2);
    list.setFocusTraversable(false);
    list.setAccessibleText(WORDS.get("palette.list"));
    list.setPlaceholder(Nodes.label(WORDS.get("palette.nothing"), "fovea-quiet"));
    list.setCellFactory(v -> new Cell());
    javafx.collections.ListChangeListener<PaletteModel.Entry> first =
        c -> {
          if (list.getSelectionModel().getSelectedIndex() < 0) {
            list.getSelectionModel().select(0);
          }
        };
    model.entries().addListener(new javafx.collections.WeakListChangeListener<>(first));
    list.getProperties().put("keep", first);
    list.getSelectionModel().select(0);
    field.textProperty().subscribe(() -> list.getSelectionModel().select(0));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    list.setOnMouseClicked(e -> choose());
    getChildren().addAll(field, list);
  }

  /** Where the typing goes. */
  public Node field() {
    return field;
  }

  private void pressed(KeyEvent e) {
    int step =
        e.getCode() == KeyCode.DOWN
            ? 1
            : e.getCode() == KeyCode.UP
                ? -1
                : e.getCode() == KeyCode.PAGE_DOWN ? 10 : e.getCode() == KeyCode.PAGE_UP ? -10 : 0;
    if (step != 0) {
      int n = list.getItems().size();
      int to =
          Math.clamp(list.getSelectionModel().getSelectedIndex() + step, 0, Math.max(0, n - 1));
      list.getSelectionModel().select(to);
      list.scrollTo(Math.max(0, to - 5));
      e.consume();
    } else if (e.getCode() == KeyCode.ENTER) {
      choose();
      e.consume();
    }
  }

  private void choose() {
    PaletteModel.Entry entry = list.getSelectionModel().getSelectedItem();
    if (entry != null && entry.possible()) {
      close.run();
      entry.run().run();
    }
  }

  private static final class Cell extends ListCell<PaletteModel.Entry> {
    private final Label title = new Label();
    private final Label detail = Nodes.label("", "fovea-quiet", "fovea-small");
    private final Label keys = Nodes.label("", "key");
    private final HBox row = new HBox(8, title, detail, Nodes.spacer(), keys);

    Cell() {
      row.setAlignment(Pos.CENTER_LEFT);
      setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(PaletteModel.Entry entry, boolean none) {
      super.updateItem(entry, none);
      if (none || entry == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      title.setText(entry.title());
      detail.setText(entry.detail());
      keys.setText(entry.keys());
      Nodes.visible(keys, !entry.keys().isEmpty());
      row.setOpacity(entry.possible() ? 1 : 0.5);
      setAccessibleText(entry.title() + " " + entry.keys());
      setGraphic(row);
    }
  }
}
