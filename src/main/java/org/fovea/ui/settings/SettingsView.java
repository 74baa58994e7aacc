package org.fovea.ui.settings;

import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.inference.Device;
import org.fovea.ui.common.Nodes;

/** What the user can choose. Every change holds at once and is kept. */
public final class SettingsView extends VBox {
  private static final Text WORDS = Text.of(SettingsView.class);

  private final TextField reviewer = new TextField();

  /**
   * @param devices where models can run; empty while that is not known
   * @param libraryNow where the library is that is open now; null for none
   * @param keys opens the list of keys
   */
  public SettingsView(Settings settings, List<Device> devices, String libraryNow, Runnable keys) {
    super(12);
    getStyleClass().add("settings");
    setMaxWidth(560);
    setPrefWidth(560);
    ComboBox<String> theme =
        choice("theme", List.of("dark", "light"), t -> WORDS.get("theme." + t));
    theme.valueProperty().bindBidirectional(settings.themeProperty());
    text(reviewer, "reviewer");
    reviewer.textProperty().bindBidirectional(settings.reviewerProperty());
    TextField organization = text(new TextField(), "organization");
    organization.textProperty().bindBidirectional(settings.organizationProperty());
    List<String> ids =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("auto"), devices.stream().map(Device::id))
            .distinct()
            .toList();
    ComboBox<String> device = choice("device", ids, id -> words(id, devices));
    device.valueProperty().bindBidirectional(settings.deviceProperty());
    TextField library = text(new TextField(), "library");
    library.setPromptText(Objects.requireNonNullElse(libraryNow, ""));
    library.textProperty().bindBidirectional(settings.libraryProperty());
    Button keyMap =
        new Button(
            WORDS.get("keys.change"), Nodes.icon(org.kordamp.ikonli.feather.Feather.COMMAND));
    keyMap.setOnAction(e -> keys.run());

    GridPane grid = new GridPane();
    grid.setHgap(16);
    grid.setVgap(4);
    ColumnConstraints wide = new ColumnConstraints();
    wide.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().addAll(new ColumnConstraints(150), wide);
    row(grid, 0, "theme", theme, null);
    row(grid, 2, "reviewer", reviewer, WORDS.get("reviewer.why"));
    row(grid, 4, "organization", organization, null);
    row(grid, 6, "device", device, reasons(devices));
    row(grid, 8, "library", library, WORDS.get("library.why"));
    row(grid, 10, "keys", keyMap, null);
    getChildren().addAll(Nodes.label(WORDS.get("title"), "sheet-title"), grid);
  }

  /** What gets the focus. */
  public Node first() {
    return reviewer;
  }

  private static void row(GridPane grid, int line, String key, Node control, String why) {
    Label label = Nodes.label(WORDS.get(key), "fovea-quiet");
    label.setLabelFor(control);
    label.setMinHeight(28);
    HBox box = new HBox(control);
    box.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(control, Priority.ALWAYS);
    grid.add(label, 0, line);
    grid.add(box, 1, line);
    Label hint = Nodes.paragraph(why == null ? "" : why, "fovea-quiet", "fovea-small");
    if (why == null) {
      hint.setMinHeight(4);
      hint.setPrefHeight(4);
    }
    grid.add(hint, 1, line + 1);
  }

  private static TextField text(TextField field, String key) {
    field.setId("settings-" + key);
    field.setAccessibleText(WORDS.get(key));
    field.setMaxWidth(Double.MAX_VALUE);
    return field;
  }

  private static String words(String id, List<Device> devices) {
    return id.equals("auto")
        ? WORDS.get("device.auto")
        : devices.stream()
            .filter(d -> d.id().equals(id))
            .map(d -> d.id() + " · " + d.description())
            .findFirst()
            .orElse(id);
  }

  private static String reasons(List<Device> devices) {
    return String.join("\n", devices.stream().map(d -> d.id() + ": " + d.reason()).toList());
  }

  private static ComboBox<String> choice(
      String key, List<String> values, java.util.function.Function<String, String> words) {
    ComboBox<String> box = Nodes.choice(WORDS.get(key), values, words);
    box.setId("settings-" + key);
    return box;
  }
}
