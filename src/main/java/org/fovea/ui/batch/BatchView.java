package org.fovea.ui.batch;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fovea.batch.CaseEntry;
import org.fovea.batch.CaseEntry.State;
import org.fovea.batch.CaseOrder;
import org.fovea.batch.Pace;
import org.fovea.common.Text;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Columns;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.common.ReviewBadge;
import org.fovea.ui.common.Tasks;
import org.kordamp.ikonli.feather.Feather;

/** The queue: every case as one dense row with its bar, pace and time left above. */
public final class BatchView extends BorderPane {
  private static final Text WORDS = Text.of(BatchView.class);

  private final BatchModel model;
  private final ActionRegistry actions;
  private final TableView<CaseEntry> table = Columns.table("batch-table", WORDS.get("table.name"));
  private final Label head = Nodes.label("", "batch-head");
  private final Label trouble = Nodes.paragraph("", "fovea-trouble");
  private final StackPane middle = new StackPane();
  private final VBox queue;
  private final AgreementView agreementView;
  private final StringProperty readAs;
  private boolean following;

  /**
   * @param readAs in which place the user reads cases that are read twice: a role's name, or empty
   * @param open what happens to a case that is double-clicked
   * @param openStudy what happens to a study, by its UID, in which readers differ
   */
  public BatchView(
      BatchModel model,
      AgreementModel agreement,
      ActionRegistry actions,
      StringProperty readAs,
      Consumer<CaseEntry> open,
      Consumer<String> openStudy) {
    this.model = model;
    this.actions = actions;
    this.readAs = readAs;
    getStyleClass().add("worklist");
    head.setId("batch-head");
    trouble.setId("batch-trouble");
    trouble.setGraphic(Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon"));
    columns();
    table.setItems(model.rows());
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            row -> {
              if (row != null && !following) {
                model.selectedProperty().set(row);
              }
            });
    model.selectedProperty().subscribe(this::select);
    Columns.onDoubleClick(table, open);
    queue = new VBox(bar(), middle, foot());
    VBox.setVgrow(middle, javafx.scene.layout.Priority.ALWAYS);
    agreementView = new AgreementView(agreement, actions, openStudy);
    agreementView.setTop(pages(true));
    setCenter(queue);
    model
        .troubleProperty()
        .subscribe(
            words -> {
              trouble.setText(words);
              Nodes.visible(trouble, !words.isEmpty());
            });
    Node empty = empty();
    InvalidationListener changed =
        o -> {
          middle.getChildren().setAll(model.rows().isEmpty() ? empty : table);
          head.setText(summary());
        };
    model.rows().addListener(changed);
    model.paceProperty().addListener(changed);
    model.pausedProperty().addListener(changed);
    model.runningProperty().addListener((InvalidationListener) o -> table.refresh());
    changed.invalidated(null);
  }

  /** Shows the agreement of readers, or the queue again. */
  public void showAgreement(boolean shown) {
    setCenter(shown ? agreementView : queue);
  }

  /** Whether the agreement of readers is shown. */
  public boolean agreementShown() {
    return getCenter() == agreementView;
  }

  /** The way from the one page to the other. */
  private Node pages(boolean agreement) {
    ToggleButton list = new ToggleButton(WORDS.get("page.queue"));
    ToggleButton figures = new ToggleButton(WORDS.get("page.agreement"));
    list.setSelected(!agreement);
    figures.setSelected(agreement);
    figures.setId("to-agreement");
    for (ToggleButton one : List.of(list, figures)) {
      one.getStyleClass().add("place");
      one.setOnAction(
          e -> {
            one.setSelected((one == figures) == agreement);
            if ((one == figures) != agreement) {
              actions.run("batch.agreement");
            }
          });
    }
    HBox row = new HBox(list, figures);
    row.setAlignment(Pos.CENTER_LEFT);
    if (agreement) {
      row.getStyleClass().add("worklist-header");
    }
    return row;
  }

  /** Puts the focus on the rows, so that arrows move among them. */
  public void focusTable() {
    table.requestFocus();
  }

  private void select(CaseEntry row) {
    following = true;
    if (row == null) {
      table.getSelectionModel().clearSelection();
    } else {
      table.getSelectionModel().select(row);
    }
    following = false;
  }

  private Node bar() {
    Button add = new Button(WORDS.get("add.folder"), Nodes.icon(Feather.FOLDER_PLUS));
    actions.bind(add, "batch.addFolder");
    Button pause = new Button();
    pause.setId("batch-pause");
    actions.bind(pause, "batch.pause");
    model
        .pausedProperty()
        .subscribe(
            stopped -> {
              pause.setText(WORDS.get(stopped ? "resume" : "pause"));
              pause.setGraphic(Nodes.icon(stopped ? Feather.PLAY : Feather.PAUSE));
            });
    Button review = new Button(WORDS.get("review"), Nodes.icon(Feather.EYE));
    review.setId("batch-review");
    review.getStyleClass().add("accent");
    actions.bind(review, "batch.review");
    HBox row =
        new HBox(8, pages(false), head, Nodes.spacer(), order(), reader(), add, pause, review);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("worklist-header");
    return row;
  }

  private Node order() {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox();
    box.setAlignment(Pos.CENTER_LEFT);
    box.setAccessibleText(WORDS.get("order.name"));
    for (CaseOrder one : CaseOrder.values()) {
      ToggleButton button = new ToggleButton(WORDS.get("order." + one.name()));
      button.setToggleGroup(group);
      button.getStyleClass().add("place");
      button.setAccessibleText(WORDS.get("order.name") + ": " + button.getText());
      button.setOnAction(
          e -> {
            button.setSelected(true);
            model.order(one);
          });
      model.orderProperty().subscribe(now -> button.setSelected(now == one));
      box.getChildren().add(button);
    }
    return box;
  }

  private Node reader() {
    ComboBox<String> box =
        Nodes.choice(
            WORDS.get("reader.name"),
            List.of("", ReaderRole.FIRST.name(), ReaderRole.SECOND.name()),
            role -> WORDS.get("reader." + (role.isEmpty() ? "ONCE" : role)));
    box.setId("batch-reader");
    box.valueProperty().bindBidirectional(readAs);
    box.setTooltip(new Tooltip(WORDS.get("reader.what")));
    return box;
  }

  private Node foot() {
    HBox row =
        new HBox(
            8,
            button("retry", Feather.ROTATE_CW),
            button("skip", Feather.SKIP_FORWARD),
            button("ahead", Feather.ARROW_UP),
            Nodes.spacer(),
            button("clear", Feather.TRASH_2));
    row.setAlignment(Pos.CENTER_LEFT);
    VBox box = new VBox(8, trouble, row);
    box.getStyleClass().add("worklist-header");
    box.visibleProperty().bind(Bindings.isNotEmpty(model.rows()));
    box.managedProperty().bind(box.visibleProperty());
    return box;
  }

  private Button button(String name, Feather icon) {
    Button button = new Button(WORDS.get(name), Nodes.icon(icon));
    button.setId("batch-" + name);
    return actions.bind(button, "batch." + name);
  }

  private Node empty() {
    Button folder = new Button(WORDS.get("add.folder"), Nodes.icon(Feather.FOLDER_PLUS));
    Button samples = new Button(WORDS.get("add.samples"), Nodes.icon(Feather.IMAGE));
    HBox buttons =
        new HBox(
            8, actions.bind(folder, "batch.addFolder"), actions.bind(samples, "batch.addSamples"));
    buttons.setAlignment(Pos.CENTER);
    VBox box = new VBox(16, Nodes.paragraph(WORDS.get("empty")), buttons);
    box.setAlignment(Pos.CENTER);
    box.getStyleClass().add("message");
    return box;
  }

  private String summary() {
    List<CaseEntry> rows = model.rows();
    if (rows.isEmpty()) {
      return "";
    }
    Pace pace = model.paceProperty().get();
    List<String> parts = new java.util.ArrayList<>();
    parts.add(WORDS.get("head.count", rows.stream().filter(CaseEntry::ended).count(), rows.size()));
    long aside = count(State.SET_ASIDE);
    if (aside > 0) {
      parts.add(WORDS.get("head.aside", aside));
    }
    long review = rows.stream().filter(r -> r.state() == State.DONE && model.open(r)).count();
    if (review > 0) {
      parts.add(WORDS.get("head.review", review));
    }
    if (!Double.isNaN(pace.casesPerHour())) {
      parts.add(WORDS.get("head.pace", Math.round(pace.casesPerHour())));
    }
    boolean more = count(State.WAITING) + count(State.RUNNING) > 0;
    if (model.pausedProperty().get()) {
      parts.add(WORDS.get("head.paused"));
    } else if (more && pace.left() != null && !pace.left().isZero()) {
      parts.add(WORDS.get("head.left", Format.left(pace.left().toSeconds())));
    }
    return String.join("  ·  ", parts);
  }

  private long count(State state) {
    return model.rows().stream().filter(r -> r.state() == state).count();
  }

  private void columns() {
    Columns<CaseEntry> c = new Columns<>(WORDS);
    table
        .getColumns()
        .addAll(
            List.of(
                c.number("number", 56, CaseEntry::number, r -> "" + r.number()),
                c.text("patient", 180, r -> Format.personName(r.patientName())),
                c.text("what", 220, BatchView::what),
                c.graphic("state", 120, CaseEntry::state, BatchView::state),
                c.graphic(
                    "time", 110, r -> r.took() == null ? Duration.ZERO : r.took(), this::time),
                c.number(
                    "urgency",
                    72,
                    r -> Double.isNaN(r.urgency()) ? -1 : r.urgency(),
                    r -> r.urgency() > 0 ? Format.probability(r.urgency()) : ""),
                c.graphic("review", 110, CaseEntry::reviewState, BatchView::review),
                c.graphic("note", 320, BatchView::note, BatchView::noteLabel)));
    // the queue is ordered by the queue itself
    table.getColumns().forEach(column -> column.setSortable(false));
  }

  private static String what(CaseEntry r) {
    return r.source() == null ? r.description() : file(r.source());
  }

  private static String file(String source) {
    int at = Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\'));
    return source.substring(at + 1);
  }

  private static Node state(CaseEntry r) {
    String words = WORDS.get("state." + r.state().name());
    return switch (r.state()) {
      case WAITING -> Nodes.label(words, "fovea-quiet");
      case RUNNING -> Columns.badge(Feather.ACTIVITY, words, "state-started");
      case DONE -> Columns.badge(Feather.CHECK, words, "state-done");
      case REFUSED -> Columns.badge(Feather.SLASH, words, "state-refused");
      case SET_ASIDE -> Columns.badge(Feather.ALERT_TRIANGLE, words, "state-failed");
      case SKIPPED -> Columns.badge(Feather.SKIP_FORWARD, words, "state-refused");
    };
  }

  private Node time(CaseEntry r) {
    Tasks.Running running = model.runningProperty().get();
    if (r.state() == State.RUNNING && running != null) {
      ProgressBar bar = new ProgressBar();
      bar.setPrefWidth(96);
      bar.setAccessibleText(WORDS.get("state.RUNNING"));
      bar.progressProperty()
          .bind(
              running
                  .fractionProperty()
                  .map(f -> Double.isNaN(f.doubleValue()) ? -1.0 : f.doubleValue()));
      return bar;
    }
    boolean analysed = r.state() == State.DONE && !r.reused() && r.took() != null;
    return Nodes.label(
        analysed
            ? String.format(java.util.Locale.ROOT, "%.0f s", r.took().toMillis() / 1000.0)
            : "",
        "number");
  }

  private static Node review(CaseEntry r) {
    return r.state() == State.DONE ? ReviewBadge.of(r.reviewState()) : new Label();
  }

  private static String note(CaseEntry r) {
    if (r.reason() != null) {
      return r.reason();
    }
    return r.reused() && r.state() == State.DONE ? WORDS.get("note.reused") : "";
  }

  private static Node noteLabel(CaseEntry r) {
    Label label = Nodes.label(note(r), "fovea-quiet");
    if (!label.getText().isEmpty()) {
      label.setTooltip(
          new Tooltip(r.source() == null ? label.getText() : r.source() + "\n" + label.getText()));
    }
    return label;
  }
}
