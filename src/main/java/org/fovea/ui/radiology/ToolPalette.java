package org.fovea.ui.radiology;

import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Nodes;
import org.kordamp.ikonli.feather.Feather;

/** The tools as small buttons below the strip of series, where they take no room from the image. */
final class ToolPalette extends FlowPane {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  ToolPalette(ActionRegistry registry, ReadState state) {
    super(2, 2);
    getStyleClass().add("tool-palette");
    Map<Tool, Button> tools =
        Map.of(
            Tool.WINDOW, button(registry, "tool.window", Feather.SUN),
            Tool.LENGTH, button(registry, "tool.length", Feather.MINUS),
            Tool.ANGLE, button(registry, "tool.angle", Feather.CHEVRON_LEFT),
            Tool.RECTANGLE, button(registry, "tool.rectangle", Feather.SQUARE),
            Tool.ELLIPSE, button(registry, "tool.ellipse", Feather.CIRCLE),
            Tool.TEXT, button(registry, "tool.text", Feather.TYPE));
    for (Tool tool : Tool.values()) {
      if (tools.containsKey(tool)) {
        getChildren().add(tools.get(tool));
      }
    }
    Button link = button(registry, "tool.link", Feather.CROSSHAIR);
    Button sync = button(registry, "layout.sync", Feather.LINK);
    Button cine = button(registry, "slice.cine", Feather.PLAY);
    getChildren()
        .addAll(
            link,
            sync,
            cine,
            button(registry, "layout.1", Feather.MAXIMIZE),
            button(registry, "layout.2", Feather.COLUMNS),
            button(registry, "layout.4", Feather.GRID));
    state
        .toolProperty()
        .subscribe(
            now -> tools.forEach((tool, b) -> b.pseudoClassStateChanged(CHOSEN, tool == now)));
    state.linkedProperty().subscribe(on -> link.pseudoClassStateChanged(CHOSEN, on));
    state.synchronisedProperty().subscribe(on -> sync.pseudoClassStateChanged(CHOSEN, on));
    state.playingProperty().subscribe(on -> cine.pseudoClassStateChanged(CHOSEN, on));
  }

  private static Button button(ActionRegistry registry, String id, Feather icon) {
    Button b = new Button(null, Nodes.icon(icon));
    b.getStyleClass().setAll("tool-button");
    b.setFocusTraversable(false);
    return registry.bind(b, id);
  }
}
