package org.fovea.ui.pathology;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.imaging.display.SlideAppearance.Stain;
import org.fovea.ui.common.Nodes;

/** Stains, brightness and contrast of the slide. */
final class SlideControls extends VBox {
  private static final Text TEXT = Text.of(SlideControls.class);

  private final SlideModel model;
  private final Map<Stain, ToggleButton> stains = new EnumMap<>(Stain.class);
  private final Slider brightness = slider("light.brightness", -1, 1);
  private final Slider contrast = slider("light.contrast", 0.25, 4);
  private final Label brightnessText = Nodes.label("", "fovea-small", "overlay-number");
  private final Label contrastText = Nodes.label("", "fovea-small", "overlay-number");
  private boolean following;

  SlideControls(SlideModel model) {
    super(6);
    this.model = model;
    getStyleClass().add("overlay-controls");
    HBox top = new HBox(4);
    for (Stain stain : Stain.values()) {
      ToggleButton b = new ToggleButton(TEXT.get("stain.short." + stain.name()));
      b.setAccessibleText(TEXT.get("stain." + stain.name()));
      b.setFocusTraversable(false);
      b.setMaxWidth(Double.MAX_VALUE);
      b.setMinWidth(USE_PREF_SIZE);
      b.setOnAction(
          e -> {
            model.stain(stain);
            follow();
          });
      HBox.setHgrow(b, Priority.ALWAYS);
      stains.put(stain, b);
      top.getChildren().add(b);
    }
    GridPane rows = new GridPane(8, 4);
    row(rows, 0, "light.brightness", brightness, brightnessText, model::brightness);
    row(rows, 1, "light.contrast", contrast, contrastText, model::contrast);
    getChildren().addAll(top, rows);
    model.revisionProperty().subscribe(this::follow);
    follow();
  }

  private static Slider slider(String key, double min, double max) {
    Slider s = new Slider(min, max, 0);
    s.setAccessibleText(TEXT.get(key));
    s.setBlockIncrement(0.05);
    s.setFocusTraversable(false);
    return s;
  }

  private void row(
      GridPane rows, int at, String key, Slider slider, Label number, DoubleConsumer change) {
    Label name = Nodes.label(TEXT.get(key), "fovea-small", "fovea-quiet");
    name.setMinWidth(USE_PREF_SIZE);
    rows.add(name, 0, at);
    rows.add(slider, 1, at);
    rows.add(number, 2, at);
    number.setMinWidth(34);
    number.setAlignment(Pos.CENTER_RIGHT);
    GridPane.setHgrow(slider, Priority.ALWAYS);
    slider
        .valueProperty()
        .addListener(
            (o, was, is) -> {
              if (!following && model.source() != null) {
                change.accept(is.doubleValue());
              }
            });
  }

  private void follow() {
    following = true;
    stains.forEach((stain, b) -> b.setSelected(stain == model.look().stain()));
    brightness.setValue(model.look().brightness());
    contrast.setValue(model.look().contrast());
    brightnessText.setText(Math.round(100 * model.look().brightness()) + " %");
    contrastText.setText(String.format(Locale.ROOT, "%.2f", model.look().contrast()));
    setDisable(model.source() == null);
    following = false;
  }
}
