package org.fovea.ui;

import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.common.Tasks;

/** The line at the foot of the window: what is being done, how far, how long still, and cancel. */
final class StatusBar extends HBox {
  private static final Text WORDS = Text.of(StatusBar.class);

  private final Activities activities;
  private final Label message = new Label();
  private final ProgressBar bar = new ProgressBar();
  private final Label left = Nodes.label("", "fovea-quiet");
  private final Button cancel = new Button(WORDS.get("status.cancel"));
  private final InvalidationListener update = o -> update();
  private Tasks.Running shown;

  StatusBar(Activities activities) {
    super(12);
    this.activities = activities;
    getStyleClass().add("status-bar");
    setAlignment(Pos.CENTER_LEFT);
    message.setId("status-message");
    message.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS); // the end of a path says most
    bar.setPrefWidth(120);
    bar.setAccessibleText(WORDS.get("status.progress"));
    cancel.getStyleClass().add("link");
    cancel.setFocusTraversable(false);
    cancel.setAccessibleText(WORDS.get("status.cancel.name"));
    cancel.setOnAction(
        e -> {
          if (shown != null) {
            shown.cancel();
          }
        });
    Label research = Nodes.label(WORDS.get("status.research"), "research-use");
    research.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(message, left, bar, cancel, Nodes.spacer(), research);
    activities.running().addListener(update);
    activities.noticeProperty().addListener(update);
    update();
  }

  private void update() {
    Tasks.Running now = activities.running().isEmpty() ? null : activities.running().getLast();
    if (now != shown) {
      if (shown != null) {
        shown.fractionProperty().removeListener(update);
        shown.messageProperty().removeListener(update);
        shown.secondsLeftProperty().removeListener(update);
      }
      shown = now;
      if (now != null) {
        now.fractionProperty().addListener(update);
        now.messageProperty().addListener(update);
        now.secondsLeftProperty().addListener(update);
      }
    }
    boolean busy = shown != null;
    Nodes.visible(bar, busy);
    Nodes.visible(cancel, busy);
    Nodes.visible(left, busy);
    if (busy) {
      double fraction = shown.fractionProperty().get();
      String more =
          activities.running().size() > 1
              ? "  " + WORDS.get("status.more", activities.running().size() - 1)
              : "";
      String what = shown.messageProperty().get();
      message.setText((what.isEmpty() ? WORDS.get("status.working") : what) + more);
      left.setText(Format.left(shown.secondsLeftProperty().get()));
      bar.setProgress(Double.isNaN(fraction) ? -1 : fraction);
    } else {
      message.setText(activities.noticeProperty().get());
    }
  }
}
