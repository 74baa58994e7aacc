package org.fovea.ui;

import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.fovea.common.Text;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Nodes;
import org.kordamp.ikonli.feather.Feather;

/** The bar at the head of the window: places, the way to every command, and where models run. */
final class TopBar extends HBox {
  private static final Text WORDS = Text.of(TopBar.class);

  private final Label device = Nodes.label("", "fovea-quiet");

  /**
   * @param devices where models run
   */
  TopBar(ObjectProperty<Place> place, DeviceState devices, ActionRegistry actions) {
    super(4);
    getStyleClass().add("top-bar");
    setAlignment(Pos.CENTER_LEFT);
    Label name = Nodes.label("Fovea", "program-name");
    ToggleGroup group = new ToggleGroup();
    ToggleButton worklist = place(group, "place.worklist", WORDS.get("place.worklist"), actions);
    ToggleButton read = place(group, "place.read", WORDS.get("place.read"), actions);
    ToggleButton batch = place(group, "place.batch", WORDS.get("place.batch"), actions);
    Map<Place, ToggleButton> places =
        Map.of(Place.WORKLIST, worklist, Place.READ, read, Place.BATCH, batch);
    place.subscribe(now -> places.forEach((one, button) -> button.setSelected(one == now)));
    places.forEach(
        (one, button) -> button.setOnMouseReleased(e -> button.setSelected(place.get() == one)));
    Button search = new Button(WORDS.get("search.prompt"), Nodes.icon(Feather.SEARCH));
    search.setId("search-or-command");
    search.getStyleClass().add("search-button");
    search.setAlignment(Pos.CENTER_LEFT);
    actions.bind(search, "help.commands");
    Button settings = new Button(null, Nodes.icon(Feather.SETTINGS));
    settings.getStyleClass().add("flat");
    actions.bind(settings, "file.settings");
    device.setId("device-state");
    device.setMinWidth(USE_PREF_SIZE);
    devices.saidProperty().subscribe(this::say);
    HBox.setMargin(device, new javafx.geometry.Insets(0, 8, 0, 12));
    getChildren().addAll(name, worklist, read, batch, Nodes.spacer(), search, device, settings);
  }

  private ToggleButton place(
      ToggleGroup group, String action, String words, ActionRegistry actions) {
    ToggleButton button = new ToggleButton(words);
    button.setToggleGroup(group);
    button.getStyleClass().add("place");
    button.setMinWidth(USE_PREF_SIZE);
    return actions.bind(button, action);
  }

  private void say(DeviceState.Said now) {
    device.setText(now.text());
    device.setGraphic(
        now.trouble() ? Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon") : null);
    device.setTooltip(now.details().isEmpty() ? null : new Tooltip(now.details()));
  }
}
