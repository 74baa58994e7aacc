package org.fovea.ui.header;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.dicom.HeaderReader.Element;
import org.fovea.ui.common.Nodes;

/** The header of an object as a table that can be searched. */
public final class HeaderView extends VBox {
  private static final Text WORDS = Text.of(HeaderView.class);

  private final TextField search = new TextField();

  public HeaderView(HeaderModel model, String title) {
    super(8);
    setMaxWidth(920);
    setPrefWidth(920);
    setPrefHeight(600);
    getStyleClass().add("header-view");
    search.setId("header-search");
    search.setPromptText(WORDS.get("search.prompt"));
    search.setAccessibleText(WORDS.get("search.prompt"));
    search.textProperty().bindBidirectional(model.searchProperty());
    search.setPrefWidth(320);
    var message = Nodes.label("", "fovea-quiet");
    message.textProperty().bind(model.messageProperty());
    HBox top = new HBox(12, Nodes.label(title, "sheet-title"), Nodes.spacer(), message, search);
    top.setAlignment(Pos.CENTER_LEFT);
    TableView<Element> table = new TableView<>(model.shown());
    table.setId("header-table");
    table.setAccessibleText(title);
    table.setFixedCellSize(24);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(Nodes.label(WORDS.get("nothing"), "fovea-quiet"));
    table.getColumns().add(column("tag", 140, e -> "    ".repeat(e.depth()) + e.tag()));
    table.getColumns().add(column("vr", 48, Element::vr));
    table.getColumns().add(column("keyword", 260, Element::keyword));
    table.getColumns().add(column("value", 420, Element::value));
    table.addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          Element chosen = table.getSelectionModel().getSelectedItem();
          if (e.isShortcutDown() && e.getCode() == KeyCode.C && chosen != null) {
            ClipboardContent content = new ClipboardContent();
            content.putString(chosen.tag() + " " + chosen.keyword() + " " + chosen.value());
            Clipboard.getSystemClipboard().setContent(content);
            e.consume();
          }
        });
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(top, table);
  }

  /** What gets the focus. */
  public Node first() {
    return search;
  }

  private static TableColumn<Element, String> column(
      String key, double width, Function<Element, String> value) {
    TableColumn<Element, String> column = new TableColumn<>(WORDS.get("column." + key));
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setCellValueFactory(c -> new ReadOnlyStringWrapper(value.apply(c.getValue())));
    return column;
  }
}
