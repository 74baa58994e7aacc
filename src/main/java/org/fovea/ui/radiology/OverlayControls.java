package org.fovea.ui.radiology;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.fovea.common.Text;
import org.fovea.imaging.display.ColorMap;
import org.fovea.ui.common.HeatSettings;
import org.fovea.ui.common.Nodes;

/** Opacity, threshold and colours of the heatmap, for the findings panel. */
public final class OverlayControls extends VBox {
  private static final Text TEXT = Text.of(OverlayControls.class);

  private final HeatSettings model;
  private final ToggleButton on = new ToggleButton(TEXT.get("overlay.on"));
  private final ToggleButton outline = new ToggleButton(TEXT.get("overlay.outline"));
  private final Slider opacity = slider("overlay.opacity", 0.1, 1);
  private final Slider threshold = slider("overlay.threshold", 0.01, 0.99);
  private final Label opacityText = Nodes.label("", "fovea-small", "overlay-number");
  private final Label thresholdText = Nodes.label("", "fovea-small", "overlay-number");
  private final ComboBox<ColorMap> map = new ComboBox<>();
  private boolean following;

  /** Controls of a model. */
  public OverlayControls(HeatSettings model) {
    this.model = model;
    getStyleClass().add("overlay-controls");
    map.getItems().setAll(ColorMap.values());
    map.setAccessibleText(TEXT.get("overlay.colours"));
    map.setMaxWidth(Double.MAX_VALUE);
    map.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(ColorMap m) {
            return m == null ? "" : TEXT.get("map." + m.name());
          }

          @Override
          public ColorMap fromString(String s) {
            throw new UnsupportedOperationException();
          }
        });
    on.setOnAction(e -> model.toggleHeat());
    outline.setOnAction(e -> model.toggleOutlined());
    on.setMinWidth(USE_PREF_SIZE);
    outline.setMinWidth(USE_PREF_SIZE);
    on.setFocusTraversable(false);
    outline.setFocusTraversable(false);
    opacity
        .valueProperty()
        .addListener((o, was, is) -> moved(() -> model.opacity(is.doubleValue())));
    threshold
        .valueProperty()
        .addListener((o, was, is) -> moved(() -> model.threshold(is.doubleValue())));
    map.valueProperty().addListener((o, was, is) -> moved(() -> model.colorMap(is)));
    GridPane rows = new GridPane(8, 4);
    row(rows, 0, "overlay.opacity", opacity, opacityText);
    row(rows, 1, "overlay.threshold", threshold, thresholdText);
    HBox top = new HBox(4, on, outline, map);
    HBox.setHgrow(map, Priority.ALWAYS);
    top.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(top, rows);
    model.revisionProperty().addListener((o, was, is) -> follow());
    follow();
  }

  private void moved(Runnable change) {
    if (!following) {
      change.run();
    }
  }

  private static Slider slider(String key, double min, double max) {
    Slider s = new Slider(min, max, 0.5);
    s.setAccessibleText(TEXT.get(key));
    s.setBlockIncrement(0.05);
    s.setFocusTraversable(false);
    return s;
  }

  private static void row(GridPane rows, int at, String key, Slider slider, Label number) {
    Label name = Nodes.label(TEXT.get(key), "fovea-small", "fovea-quiet");
    name.setMinWidth(USE_PREF_SIZE);
    rows.add(name, 0, at);
    rows.add(slider, 1, at);
    rows.add(number, 2, at);
    number.setMinWidth(34);
    number.setAlignment(Pos.CENTER_RIGHT);
    GridPane.setHgrow(slider, Priority.ALWAYS);
  }

  private void follow() {
    following = true;
    Nodes.visible(this, model.anyHeat());
    on.setSelected(model.heatOn());
    outline.setSelected(model.outlined());
    opacity.setValue(model.opacity());
    threshold.setValue(model.threshold());
    opacityText.setText(Math.round(100 * model.opacity()) + " %");
    thresholdText.setText(String.format(Locale.ROOT, "%.2f", model.threshold()));
    map.setValue(model.colorMap());
    following = false;
  }
}
