package org.fovea.ui.pathology;

import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Nodes;
import org.kordamp.ikonli.feather.Feather;

/** The tools of the slide view as small buttons below its strip. */
final class SlideTools extends FlowPane {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  SlideTools(ActionRegistry registry, SlideModel model) {
    super(2, 2);
    getStyleClass().add("tool-palette");
    Map<SlideTool, Button> tools =
        Map.of(
            SlideTool.MOVE, button(registry, "slide.tool.move", Feather.MOVE),
            SlideTool.LIGHT, button(registry, "slide.tool.light", Feather.SUN),
            SlideTool.RULER, button(registry, "slide.tool.ruler", Feather.MINUS),
            SlideTool.RECTANGLE, button(registry, "slide.tool.rectangle", Feather.SQUARE),
            SlideTool.POLYGON, button(registry, "slide.tool.polygon", Feather.HEXAGON),
            SlideTool.POINT, button(registry, "slide.tool.point", Feather.MAP_PIN),
            SlideTool.VILLUS, button(registry, "mucosa.add", Feather.GIT_COMMIT));
    for (SlideTool tool : SlideTool.values()) {
      if (!tool.paints()) { // brush and eraser stand over the slide while a border is changed
        getChildren().add(tools.get(tool));
      }
    }
    getChildren()
        .addAll(
            button(registry, "slide.rotate", Feather.ROTATE_CW),
            button(registry, "slide.stain", Feather.DROPLET),
            button(registry, "slide.fit", Feather.MAXIMIZE));
    model
        .toolProperty()
        .subscribe(
            now -> tools.forEach((tool, b) -> b.pseudoClassStateChanged(CHOSEN, tool == now)));
  }

  private static Button button(ActionRegistry registry, String id, Feather icon) {
    Button b = new Button(null, Nodes.icon(icon));
    b.getStyleClass().setAll("tool-button");
    b.setFocusTraversable(false);
    return registry.bind(b, id);
  }
}
