package org.fovea.ui.common;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small pieces that every view is made of. */
public final class Nodes {
  private Nodes() {}

  /** A label with style classes. */
  public static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** A label that breaks its lines. */
  public static Label paragraph(String text, String... styles) {
    Label label = label(text, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** An icon of 16 px. */
  public static FontIcon icon(Feather which, String... styles) {
    FontIcon icon = new FontIcon(which);
    icon.getStyleClass().addAll(styles);
    return icon;
  }

  /**
   * A choice of one among a few.
   *
   * @param name what is chosen, for who cannot see it
   * @param words of each value
   */
  public static <T> ComboBox<T> choice(String name, List<T> values, Function<T, String> words) {
    ComboBox<T> box = new ComboBox<>();
    box.setAccessibleText(name);
    box.getItems().setAll(values);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : words.apply(value);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException(text);
          }
        });
    return box;
  }

  /** What takes the room that is left in a row. */
  public static Region spacer() {
    Region region = new Region();
    HBox.setHgrow(region, Priority.ALWAYS);
    return region;
  }

  /** Shows or hides a node together with the room that it takes. */
  public static void visible(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
