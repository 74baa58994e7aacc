package org.fovea.ui.review;

import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;

/** Why a finding is rejected: a list with a digit each, or words of one's own. */
final class ReasonChooser extends VBox {
  private static final Text WORDS = Text.of(ReasonChooser.class);
  private static final List<String> REASONS =
      List.of("normal", "artefact", "other", "known", "unclear");

  ReasonChooser(ReviewModel model) {
    super(2);
    getStyleClass().add("form");
    setId("reason-chooser");
    getChildren().add(Nodes.label(WORDS.get("reason.ask"), "fovea-quiet", "fovea-small"));
    List<String> words = REASONS.stream().map(r -> WORDS.get("reason." + r)).toList();
    for (int i = 0; i < words.size(); i++) {
      String reason = words.get(i);
      Button button = new Button(reason, Nodes.label("" + (i + 1), "key-cap"));
      button.setAlignment(Pos.CENTER_LEFT);
      button.setMaxWidth(Double.MAX_VALUE);
      button.getStyleClass().add("flat");
      button.setFocusTraversable(false);
      button.setOnAction(e -> model.reject(reason));
      getChildren().add(button);
    }
    TextField own = new TextField();
    own.setId("reason-field");
    own.setPromptText(WORDS.get("reason.own"));
    own.setAccessibleText(WORDS.get("reason.own"));
    own.setOnAction(
        e -> {
          if (!own.getText().isBlank()) {
            model.reject(own.getText().strip());
          }
        });
    getChildren().add(own);
    // A digit chooses as long as nothing has been typed in one's own words.
    own.addEventFilter(
        KeyEvent.KEY_TYPED,
        e -> {
          if (own.getText().isEmpty() && e.getCharacter().matches("[1-9]")) {
            int digit = e.getCharacter().charAt(0) - '1';
            e.consume();
            if (digit < words.size()) {
              model.reject(words.get(digit));
            }
          }
        });
    own.addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            model.stopAsking();
            e.consume();
          }
        });
    Platform.runLater(own::requestFocus);
  }
}
