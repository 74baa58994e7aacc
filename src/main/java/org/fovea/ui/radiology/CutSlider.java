package org.fovea.ui.radiology;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;

/** Cuts the heatmap of an outline that is changed at another threshold. */
final class CutSlider extends HBox {
  private static final Text TEXT = Text.of(CutSlider.class);
  private boolean following;

  CutSlider(Editing editing) {
    super(6);
    setAlignment(Pos.CENTER_LEFT);
    Slider threshold = new Slider(0.02, 0.98, 0.5);
    threshold.setAccessibleText(TEXT.get("edit.bar.cut"));
    threshold.setPrefWidth(120);
    threshold.setFocusTraversable(false);
    Label at = Nodes.label("", "fovea-small");
    getChildren()
        .addAll(Nodes.label(TEXT.get("edit.bar.cut"), "fovea-small", "fovea-quiet"), threshold, at);
    threshold
        .valueProperty()
        .addListener(
            (o, was, is) -> {
              if (!following && !threshold.isValueChanging()) {
                editing.cut(is.doubleValue());
              }
            });
    threshold
        .valueChangingProperty()
        .addListener(
            (o, was, is) -> {
              if (!is) {
                editing.cut(threshold.getValue());
              }
            });
    Runnable follow =
        () -> {
          following = true;
          Nodes.visible(this, editing.cuttableProperty().get());
          if (!threshold.isValueChanging()) {
            threshold.setValue(editing.thresholdProperty().get());
          }
          at.setText(String.format(Locale.ROOT, "%.2f", editing.thresholdProperty().get()));
          following = false;
        };
    editing.revisionProperty().addListener((o, was, is) -> follow.run());
    follow.run();
  }
}
