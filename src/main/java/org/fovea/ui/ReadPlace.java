package org.fovea.ui;

import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.review.ReviewModel;
import org.fovea.ui.review.ReviewPanel;

/** Where a study is read: its images, and the findings beside them. */
final class ReadPlace extends BorderPane {
  private final ReviewPanel panel;

  ReadPlace(Node images, Node overlayControls, ReviewModel review, ActionRegistry actions) {
    getStyleClass().add("read");
    panel = new ReviewPanel(review, actions, overlayControls);
    StackPane middle = new StackPane(images);
    middle.getStyleClass().add("fovea-image");
    setCenter(middle);
    setRight(panel);
  }

  /** Shows the findings, or leaves their room to the images. */
  void findings(boolean shown) {
    Nodes.visible(panel, shown);
  }

  boolean findings() {
    return panel.isVisible();
  }
}
