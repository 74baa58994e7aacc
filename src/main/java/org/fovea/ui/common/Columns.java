package org.fovea.ui.common;

import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.fovea.common.Text;
import org.kordamp.ikonli.feather.Feather;

/**
 * Columns of dense tables.
 *
 * @param <R> what a row is
 */
public final class Columns<R> {
  private final Text words;

  /**
   * @param words where the heads stand, under the keys {@code column.<key>}
   */
  public Columns(Text words) {
    this.words = words;
  }

  /** A table of rows of 28 px that fills its width. */
  public static <R> TableView<R> table(String id, String name) {
    TableView<R> table = new TableView<>();
    table.getStyleClass().add("dense");
    table.setId(id);
    table.setAccessibleText(name);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(new Region());
    table.setFixedCellSize(28);
    return table;
  }

  /** Does something with a row that is double-clicked. */
  public static <R> void onDoubleClick(TableView<R> table, Consumer<R> open) {
    table.setRowFactory(
        t -> {
          TableRow<R> row = new TableRow<>();
          row.setOnMouseClicked(
              e -> {
                if (e.getButton() == MouseButton.PRIMARY
                    && e.getClickCount() == 2
                    && !row.isEmpty()) {
                  open.accept(row.getItem());
                }
              });
          return row;
        });
  }

  /** A column of words. */
  public TableColumn<R, String> text(String key, double width, Function<R, String> value) {
    return column(key, width, value);
  }

  /**
   * A column of numbers, to the right.
   *
   * @param value what rows are sorted by
   * @param shown how the number of a row is written
   */
  public TableColumn<R, Number> number(
      String key, double width, Function<R, Number> value, Function<R, String> shown) {
    TableColumn<R, Number> column = column(key, width, value);
    column.getStyleClass().add("number");
    column.setCellFactory(
        c ->
            new TableCell<>() {
              {
                setAlignment(Pos.CENTER_RIGHT);
              }

              @Override
              protected void updateItem(Number n, boolean none) {
                super.updateItem(n, none);
                R row = none ? null : getTableRow().getItem();
                setText(row == null ? null : shown.apply(row));
              }
            });
    return column;
  }

  /**
   * A column of small pictures or bars.
   *
   * @param value what rows are sorted by
   */
  public <S> TableColumn<R, S> graphic(
      String key, double width, Function<R, S> value, Function<R, Node> shown) {
    TableColumn<R, S> column = column(key, width, value);
    column.setCellFactory(
        c ->
            new TableCell<>() {
              @Override
              protected void updateItem(S s, boolean none) {
                super.updateItem(s, none);
                setText(null);
                R row = none ? null : getTableRow().getItem();
                setGraphic(row == null ? null : shown.apply(row));
              }
            });
    return column;
  }

  /** An icon with a word, so that a state is never told by colour alone. */
  public static Node badge(Feather icon, String words, String style) {
    Label label = Nodes.label(words, "state", style);
    label.setGraphic(Nodes.icon(icon));
    return label;
  }

  private <T> TableColumn<R, T> column(String key, double width, Function<R, T> value) {
    TableColumn<R, T> column = new TableColumn<>(words.get("column." + key));
    column.setId("column-" + key);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, 56));
    column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(value.apply(c.getValue())));
    return column;
  }
}
