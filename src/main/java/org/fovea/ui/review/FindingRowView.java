package org.fovea.ui.review;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.finding.Verdict;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.kordamp.ikonli.feather.Feather;

/** One finding: what, how sure, how large, what was said of it; when selected, what can be said. */
final class FindingRowView extends VBox {
  private static final Text WORDS = Text.of(FindingRowView.class);

  private static final List<String> BUTTONS =
      List.of("review.accept", "review.reject", "review.class", "review.edit", "review.comment");
  private static final List<String> CHOICES = List.of("review.class", "review.edit");

  FindingRowView(FindingRow row, boolean selected, ActionRegistry actions, Runnable select) {
    super(4);
    getStyleClass().addAll("finding", style(row.decision()));
    if (selected) {
      getStyleClass().add("finding-selected");
    }
    setId("finding-" + row.label().replace(' ', '-'));
    setOnMouseClicked(e -> select.run());
    String verdict = WORDS.get("decision." + row.decision());
    setAccessibleText(row.label() + ", " + row.numbers() + ", " + verdict);
    setAccessibleRole(javafx.scene.AccessibleRole.LIST_ITEM);

    Label label = Nodes.label(row.label(), "finding-label");
    Label state =
        Nodes.label(
            WORDS.get(row.savingProperty().get() ? "saving" : "decision." + row.decision()),
            "finding-state",
            "fovea-small");
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    label.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(label, Priority.ALWAYS);
    HBox first = new HBox(8, shape(row), label, state);
    first.setAlignment(Pos.CENTER_LEFT);
    Label numbers = Nodes.label(row.numbers(), "finding-numbers");
    getChildren().addAll(first, numbers);
    Verdict v = row.verdictProperty().get();
    if (v != null) {
      if (row.calledInstead() != null) {
        getChildren()
            .add(Nodes.paragraph(WORDS.get("class.instead", row.calledInstead()), "finding-note"));
      }
      if (v.reason() != null) {
        getChildren().add(Nodes.paragraph(v.reason(), "fovea-small", "finding-note"));
      }
      if (v.comment() != null) {
        getChildren()
            .add(
                Nodes.paragraph(
                    WORDS.get("comment.quoted", v.comment()), "fovea-small", "finding-note"));
      }
      String who = WORDS.get("by", Format.personName(v.reviewer().name()), Format.minute(v.at()));
      getChildren().add(Nodes.paragraph(who, "fovea-small", "fovea-quiet", "finding-note"));
    }
    if (selected && row.finding() != null) {
      GridPane buttons = new GridPane();
      int n = 0;
      for (String id : BUTTONS) {
        Button button = button(id, actions);
        if (button.isDisabled() && CHOICES.contains(id)) {
          continue; // this finding has no outline, or this model no other class
        }
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        GridPane.setHgrow(button, Priority.ALWAYS);
        buttons.add(button, n % 2, n / 2);
        n++;
      }
      ColumnConstraints half = new ColumnConstraints();
      half.setPercentWidth(50);
      buttons.getColumnConstraints().addAll(half, half);
      buttons.getStyleClass().add("finding-buttons");
      getChildren().add(buttons);
    }
  }

  private static Button button(String id, ActionRegistry actions) {
    Action action = actions.find(id).orElseThrow();
    Label key = Nodes.label(actions.keysText(action), "key-cap");
    Button button = new Button(WORDS.get("short." + id), key);
    button.setId(id.replace('.', '-'));
    button.getStyleClass().add("verdict-button");
    button.setFocusTraversable(false); // by keys everything goes; a click leaves the focus alone
    return actions.bind(button, id);
  }

  /** A shape of its own for each verdict, since not everybody tells the colours apart. */
  private static Node shape(FindingRow row) {
    return switch (row.decision()) {
      case PENDING -> Nodes.icon(Feather.CIRCLE, "verdict-icon");
      case ACCEPTED -> Nodes.icon(Feather.CHECK_CIRCLE, "verdict-icon");
      case CHANGED -> Nodes.icon(Feather.EDIT_2, "verdict-icon");
      case REJECTED -> Nodes.icon(Feather.X_CIRCLE, "verdict-icon");
    };
  }

  private static String style(Verdict.Decision decision) {
    return switch (decision) {
      case PENDING -> "finding-pending";
      case ACCEPTED -> "finding-accepted";
      case CHANGED -> "finding-changed";
      case REJECTED -> "finding-rejected";
    };
  }
}
