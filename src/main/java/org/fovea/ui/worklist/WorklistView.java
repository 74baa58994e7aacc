package org.fovea.ui.worklist;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fovea.common.Problem;
import org.fovea.common.Text;
import org.fovea.library.Library.AiState;
import org.fovea.library.Library.StudyRow;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Columns;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.common.ReviewBadge;
import org.kordamp.ikonli.feather.Feather;

/** The worklist: every study as one dense row, the selected one with its pictures beside. */
public final class WorklistView extends BorderPane {
  private static final Text WORDS = Text.of(WorklistView.class);

  private final WorklistModel model;
  private final ActionRegistry actions;
  private final TextField filter = new TextField();
  private final TableView<StudyRow> table =
      Columns.table("worklist-table", WORDS.get("table.name"));
  private final StackPane middle = new StackPane();

  /**
   * @param open what happens to a study that is double-clicked
   */
  public WorklistView(
      WorklistModel model, ActionRegistry actions, Node preview, Consumer<StudyRow> open) {
    this.model = model;
    this.actions = actions;
    getStyleClass().add("worklist");
    columns();
    var sorted = new javafx.collections.transformation.SortedList<>(model.rows());
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.getSelectionModel().selectedItemProperty().subscribe(this::selected);
    model.selectedProperty().subscribe(this::select);
    Columns.onDoubleClick(table, open);

    model.busy().addListener((InvalidationListener) o -> table.refresh());
    VBox centre = new VBox(header(), middle, problems());
    VBox.setVgrow(middle, Priority.ALWAYS);
    setCenter(centre);
    setRight(preview);
    model
        .stateProperty()
        .subscribe(
            state -> {
              middle.getChildren().setAll(content(state));
              Nodes.visible(preview, state instanceof WorklistModel.Listed);
              if (state instanceof WorklistModel.Listed && filter.getText().isEmpty()) {
                table.requestFocus(); // arrows and Enter work at once
              }
            });
  }

  /** Puts the cursor where a filter is typed. */
  public void focusFilter() {
    filter.requestFocus();
    filter.selectAll();
  }

  /** Puts the focus on the rows, so that arrows move among them. */
  public void focusTable() {
    table.requestFocus();
  }

  private void selected(StudyRow row) {
    if (row != null) {
      model.selectedProperty().set(row);
    }
  }

  private void select(StudyRow row) {
    if (row == null) {
      table.getSelectionModel().clearSelection();
    } else if (!row.equals(table.getSelectionModel().getSelectedItem())) {
      table.getSelectionModel().select(row);
    }
  }

  private Node header() {
    filter.setId("worklist-filter");
    filter.setPromptText(WORDS.get("filter.prompt"));
    filter.setAccessibleText(WORDS.get("filter.name"));
    filter.textProperty().bindBidirectional(model.filterProperty());
    filter.setPrefWidth(360);
    filter.addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
            table.requestFocus();
            e.consume();
          } else if (e.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
            filter.clear();
            e.consume();
          }
        });
    Label count = Nodes.label("", "fovea-quiet");
    javafx.collections.ListChangeListener<StudyRow> counted =
        c -> count.setText(WORDS.get("count", model.rows().size()));
    model.rows().addListener(counted);
    Button folder = new Button(WORDS.get("open.folder"), Nodes.icon(Feather.FOLDER));
    Button files = new Button(WORDS.get("open.files"), Nodes.icon(Feather.FILE));
    HBox row =
        new HBox(
            8,
            filter,
            count,
            Nodes.spacer(),
            actions.bind(folder, "file.openFolder"),
            actions.bind(files, "file.openFiles"));
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("worklist-header");
    return row;
  }

  private Node content(WorklistModel.State state) {
    return switch (state) {
      case WorklistModel.Opening o -> message(Feather.DATABASE, WORDS.get("state.opening"), null);
      case WorklistModel.Broken(String why, Runnable again) -> broken(why, again);
      case WorklistModel.Empty e -> empty();
      case WorklistModel.NoMatch n -> message(Feather.SEARCH, WORDS.get("state.noMatch"), null);
      case WorklistModel.Listed l -> table;
    };
  }

  private Node empty() {
    Button folder = new Button(WORDS.get("open.folder"), Nodes.icon(Feather.FOLDER));
    Button samples = new Button(WORDS.get("open.samples"), Nodes.icon(Feather.IMAGE));
    HBox buttons =
        new HBox(
            8, actions.bind(folder, "file.openFolder"), actions.bind(samples, "file.openSamples"));
    buttons.setAlignment(Pos.CENTER);
    VBox box = new VBox(16, Nodes.paragraph(WORDS.get("state.empty")), buttons);
    box.setAlignment(Pos.CENTER);
    box.getStyleClass().add("message");
    return box;
  }

  private static Node broken(String why, Runnable again) {
    VBox box = message(Feather.ALERT_TRIANGLE, WORDS.get("state.broken"), why);
    box.getChildren().set(0, Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon"));
    Button button = new Button(WORDS.get("state.again"), Nodes.icon(Feather.REFRESH_CW));
    button.setOnAction(e -> again.run());
    VBox.setMargin(button, new javafx.geometry.Insets(8, 0, 0, 0));
    box.getChildren().add(button);
    return box;
  }

  private static VBox message(Feather icon, String sentence, String more) {
    VBox box = new VBox(8, Nodes.icon(icon), Nodes.paragraph(sentence));
    if (more != null) {
      box.getChildren().add(Nodes.paragraph(more, "fovea-quiet"));
    }
    box.setAlignment(Pos.CENTER);
    box.getStyleClass().add("message");
    return box;
  }

  private Node problems() {
    ListView<Problem> list = new ListView<>(model.problems());
    list.setId("worklist-problems");
    list.setAccessibleText(WORDS.get("problems.name"));
    list.setFixedCellSize(28);
    list.setCellFactory(
        v ->
            new ListCell<>() {
              @Override
              protected void updateItem(Problem p, boolean none) {
                super.updateItem(p, none);
                setText(none ? null : p.line());
                setGraphic(none ? null : Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon"));
              }
            });
    Label title = Nodes.label("", "fovea-heading");
    Button dismiss = new Button(WORDS.get("problems.dismiss"));
    dismiss.getStyleClass().add("flat");
    dismiss.setOnAction(e -> model.problems().clear());
    HBox top = new HBox(8, title, Nodes.spacer(), dismiss);
    top.setAlignment(Pos.CENTER_LEFT);
    VBox box = new VBox(4, top, list);
    box.getStyleClass().add("problems");
    Nodes.visible(box, false);
    javafx.collections.ListChangeListener<Problem> changed =
        c -> {
          int n = model.problems().size();
          Nodes.visible(box, n > 0);
          title.setText(WORDS.get("problems.title", n));
          list.setPrefHeight(Math.min(5, n) * 28 + 2);
        };
    model.problems().addListener(changed);
    return box;
  }

  private void columns() {
    Columns<StudyRow> c = new Columns<>(WORDS);
    table
        .getColumns()
        .addAll(
            List.of(
                c.text("patient", 190, r -> Format.personName(r.patientName())),
                c.text("id", 130, StudyRow::patientId),
                c.text("age", 88, r -> Format.sexAndAge(r.sex(), r.birthDate(), r.studyDate())),
                c.text("date", 92, r -> Format.date(r.studyDate())),
                c.text("what", 240, r -> (r.modalities() + "  " + r.description()).strip()),
                c.number("images", 66, StudyRow::images, r -> "" + r.images()),
                c.graphic("ai", 120, StudyRow::aiState, this::ai),
                c.graphic(
                    "review", 120, StudyRow::reviewState, r -> ReviewBadge.of(r.reviewState())),
                c.number(
                    "urgency",
                    80,
                    r -> Double.isNaN(r.urgency()) ? -1 : r.urgency(),
                    r -> !(r.urgency() > 0) ? "" : Format.probability(r.urgency()))));
  }

  private Node ai(StudyRow row) {
    if (model.busy().contains(row.studyInstanceUid())) {
      return Columns.badge(Feather.ACTIVITY, WORDS.get("ai.running"), "state-started");
    }
    AiState state = row.aiState();
    String words = WORDS.get("ai." + state.name());
    return switch (state) {
      case NONE, HIDDEN -> Nodes.label(words, "fovea-quiet");
      case COMPLETED -> Columns.badge(Feather.CHECK, words, "state-done");
      case REFUSED -> Columns.badge(Feather.SLASH, words, "state-refused");
      case FAILED -> Columns.badge(Feather.ALERT_TRIANGLE, words, "state-failed");
    };
  }
}
