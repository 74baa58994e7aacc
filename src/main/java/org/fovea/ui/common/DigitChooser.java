package org.fovea.ui.common;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A question in place with a digit for each answer, and words of one's own where they may be. */
public final class DigitChooser extends VBox {
  private final List<String> answers;
  private final IntConsumer chosen;

  /**
   * @param question what is asked
   * @param answers at most nine
   * @param chosen gets the number of the answer, from 0
   * @param escape when nothing is to be answered
   */
  public DigitChooser(
      String id, String question, List<String> answers, IntConsumer chosen, Runnable escape) {
    super(2);
    this.answers = List.copyOf(answers);
    this.chosen = chosen;
    getStyleClass().add("form");
    setId(id);
    getChildren().add(Nodes.label(question, "fovea-quiet", "fovea-small"));
    for (int i = 0; i < answers.size(); i++) {
      int number = i;
      getChildren().add(answer(i + 1, answers.get(i), () -> chosen.accept(number)));
    }
    setFocusTraversable(true);
    addEventFilter(
        KeyEvent.KEY_TYPED,
        e -> {
          boolean typing = e.getTarget() instanceof TextField field && !field.getText().isEmpty();
          if (!typing && e.getCharacter().matches("[1-9]")) {
            e.consume();
            choose(e.getCharacter().charAt(0) - '1');
          }
        });
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            escape.run();
            e.consume();
          }
        });
    Platform.runLater(this::requestFocus);
  }

  /** As well takes words of one's own; a digit chooses as long as nothing has been typed. */
  public DigitChooser withOwnWords(String id, String prompt, Consumer<String> said) {
    TextField own = new TextField();
    own.setId(id);
    own.setPromptText(prompt);
    own.setAccessibleText(prompt);
    own.setOnAction(
        e -> {
          if (!own.getText().isBlank()) {
            said.accept(own.getText().strip());
          }
        });
    getChildren().add(own);
    Platform.runLater(own::requestFocus);
    return this;
  }

  /** A row that breaks its lines, which a button beside a digit does not. */
  private static Node answer(int digit, String words, Runnable choose) {
    Label label = Nodes.paragraph(words);
    HBox.setHgrow(label, Priority.ALWAYS);
    HBox row = new HBox(8, Nodes.label("" + digit, "key-cap"), label);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("choice");
    row.setAccessibleRole(AccessibleRole.BUTTON);
    row.setAccessibleText(words);
    row.setOnMouseClicked(e -> choose.run());
    return row;
  }

  private void choose(int number) {
    if (number < answers.size()) {
      chosen.accept(number);
    }
  }
}
