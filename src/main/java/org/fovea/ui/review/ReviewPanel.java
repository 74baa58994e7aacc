package org.fovea.ui.review;

import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.finding.Analysis;
import org.fovea.finding.Provenance;
import org.fovea.finding.agreement.Reading;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.common.Tasks;
import org.kordamp.ikonli.feather.Feather;

/** The findings of the study beside its images, and what the physician says of each. */
public final class ReviewPanel extends VBox {
  private static final Text WORDS = Text.of(ReviewPanel.class);

  private final ReviewModel model;
  private final ActionRegistry actions;
  private final Node measured;
  private final VBox body = new VBox(4);
  private final VBox badges = new VBox(4);
  private final VBox foot = new VBox(8);
  private final Label title = Nodes.label("", "fovea-heading");
  private final ComboBox<KnownResult> chooser = new ComboBox<>();
  private final Label trouble = Nodes.paragraph("", "fovea-trouble");
  private boolean following;
  private ReviewModel.Asking drawnAsking;

  /**
   * @param measured what takes the place of the findings where mucosa was measured
   * @param overlayControls how heatmaps are drawn, at the foot of the panel
   */
  public ReviewPanel(
      ReviewModel model, ActionRegistry actions, Node measured, Node overlayControls) {
    this.model = model;
    this.actions = actions;
    this.measured = measured;
    getStyleClass().addAll("fovea-panel", "review");
    setSpacing(8);
    setId("review-panel");
    title.setId("review-title");
    trouble.setId("review-trouble");
    trouble.setGraphic(Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon"));
    chooser();
    ScrollPane scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    body.heightProperty().subscribe(() -> Platform.runLater(() -> reveal(scroll)));
    Button sign = new Button(WORDS.get("sign"), Nodes.icon(Feather.CHECK_CIRCLE));
    sign.setId("review-sign");
    sign.setMaxWidth(Double.MAX_VALUE);
    actions.bind(sign, "review.sign");
    foot.getChildren().addAll(overlayControls, sign);
    getChildren()
        .addAll(new HBox(8, title, Nodes.spacer()), chooser, badges, scroll, trouble, foot);
    model.troubleProperty().subscribe(this::trouble);
    model.stateProperty().subscribe(s -> draw());
    model.askingProperty().subscribe(a -> draw());
    model.revisionProperty().subscribe(this::draw);
    model.rows().addListener((javafx.beans.InvalidationListener) o -> draw());
    model
        .revisionProperty()
        .subscribe(
            () -> {
              boolean own = model.resultProperty().get() instanceof KnownResult.Own;
              Nodes.visible(sign, closable(model.stateProperty().get(), own));
              sign.setText(WORDS.get(signWords()));
            });
    model
        .stateProperty()
        .subscribe(
            s -> {
              sign.setText(WORDS.get(signWords()));
              Nodes.visible(
                  sign, closable(s, model.resultProperty().get() instanceof KnownResult.Own));
            });
    draw();
  }

  private static boolean closable(PanelState state, boolean own) {
    return state instanceof PanelState.Blinded
        || own
            && (state instanceof PanelState.Found
                || state instanceof PanelState.NothingFound
                || state instanceof PanelState.Measured);
  }

  private String signWords() {
    if (model.stateProperty().get() instanceof PanelState.Blinded) {
      return model.sight().due() ? "sign.diagnose" : "sign.next";
    }
    return model.signed() && !model.sight().due() ? "sign.next" : "sign";
  }

  private void blinded() {
    Label head = Nodes.label(WORDS.get("state.blinded"), "fovea-heading");
    head.setGraphic(Nodes.icon(Feather.EYE_OFF));
    body.getChildren().setAll(head, Nodes.paragraph(WORDS.get("state.blinded.why"), "fovea-quiet"));
    String own =
        model
            .sight()
            .own()
            .map(r -> WORDS.get("state.blinded.own", r.diagnosis().label()))
            .orElse(model.sight().due() ? "" : WORDS.get("state.blinded.noClasses"));
    if (!own.isEmpty()) {
      body.getChildren().add(Nodes.paragraph(own));
    }
  }

  /** Who reads, and what both readers said once that may be seen. */
  private List<Node> readings() {
    Sight sight = model.sight();
    List<Node> list = new java.util.ArrayList<>();
    sight
        .role()
        .ifPresent(
            role ->
                list.add(
                    badge(
                        Feather.USER,
                        WORDS.get("badge.role." + role + (sight.blinded() ? ".blinded" : "")),
                        "badge-info")));
    if (!sight.blinded()) {
      for (Reading r : sight.readings()) {
        list.add(
            badge(
                Feather.USERS,
                WORDS.get(
                    "badge.reading." + r.role(),
                    r.diagnosis().label(),
                    Format.personName(r.reader().name())),
                "badge-info"));
      }
    }
    return list;
  }

  private void chooser() {
    chooser.setId("review-result");
    chooser.setMaxWidth(Double.MAX_VALUE);
    chooser.setAccessibleText(WORDS.get("result.choose"));
    chooser.setItems(model.results());
    chooser.setCellFactory(v -> new ResultCell(false));
    chooser.setButtonCell(new ResultCell(true));
    chooser
        .valueProperty()
        .addListener(
            (p, before, now) -> {
              if (now != null && !following) {
                model.resultProperty().set(now);
              }
            });
    model
        .resultProperty()
        .subscribe(
            now -> {
              following = true;
              chooser.setValue(now);
              following = false;
            });
    chooser.disableProperty().bind(model.editingProperty()); // an edit belongs to what is shown
    chooser.visibleProperty().bind(Bindings.size(model.results()).greaterThan(0));
    chooser.managedProperty().bind(chooser.visibleProperty());
  }

  private void trouble(String words) {
    trouble.setText(words);
    Nodes.visible(trouble, !words.isEmpty());
  }

  private void draw() {
    ReviewModel.Asking asking = model.askingProperty().get();
    if (asking != ReviewModel.Asking.NOTHING
        && asking == drawnAsking
        && getScene() != null
        && getScene().getFocusOwner() instanceof TextField field
        && isInside(field)) {
      return; // somebody is typing an answer; what has changed is drawn when they are done
    }
    drawnAsking = asking;
    PanelState state = model.stateProperty().get();
    int n = model.rows().size();
    title.setText(
        switch (state) {
          case PanelState.Found f -> WORDS.get("title.count", n);
          case PanelState.Blinded b -> WORDS.get("title.reading");
          case PanelState.Measured m -> WORDS.get("title.measured");
          default -> WORDS.get("title");
        });
    badges.getChildren().setAll(badges(state));
    badges.getChildren().addAll(readings());
    switch (state) {
      case PanelState.NoStudy s -> say(WORDS.get("state.noStudy"));
      case PanelState.Looking s -> say(WORDS.get("state.looking"));
      case PanelState.Blinded s -> blinded();
      case PanelState.NotAnalysed s -> say(WORDS.get("state.notAnalysed"), analyse("analyse"));
      case PanelState.Analysing(Tasks.Running running) -> analysing(running);
      case PanelState.Refused(String reason) -> refused(reason);
      case PanelState.Failed(String reason) -> failed(reason);
      case PanelState.NothingFound(double threshold, double highest) -> nothing(threshold, highest);
      case PanelState.Measured s -> body.getChildren().setAll(measured);
      case PanelState.Found s ->
          body.getChildren().setAll(model.rows().stream().map(this::row).toList());
    }
    if (model.askingProperty().get() == ReviewModel.Asking.REVIEWER) {
      body.getChildren().add(0, reviewer());
    }
    if (model.askingProperty().get() == ReviewModel.Asking.DIAGNOSIS) {
      body.getChildren().add(0, Choosers.diagnosis(model));
    }
  }

  /** Scrolls so far that what is asked can be seen whole. */
  private void reveal(ScrollPane scroll) {
    Node asked = body.lookup(".form");
    double room = scroll.getViewportBounds().getHeight();
    double hidden = body.getHeight() - room;
    if (asked != null && hidden > 0) {
      double bottom = body.sceneToLocal(asked.localToScene(asked.getLayoutBounds())).getMaxY();
      if (bottom > scroll.getVvalue() * hidden + room) {
        scroll.setVvalue(Math.min(1, (bottom - room + 8) / hidden));
      }
    }
  }

  private boolean isInside(Node node) {
    Node at = node;
    while (at != null && at != body) {
      at = at.getParent();
    }
    return at == body;
  }

  private void say(String sentence, Node... more) {
    body.getChildren().setAll(Nodes.paragraph(sentence, "fovea-quiet"));
    body.getChildren().addAll(more);
  }

  private Button analyse(String words) {
    Button button = new Button(WORDS.get(words), Nodes.icon(Feather.ACTIVITY));
    button.setId("review-analyse");
    button.getStyleClass().add("accent");
    button.setMaxWidth(Double.MAX_VALUE);
    VBox.setMargin(button, new javafx.geometry.Insets(8, 0, 0, 0));
    actions
        .find("analysis.run")
        .map(actions::keys)
        .filter(keys -> !keys.isEmpty())
        .ifPresent(
            keys -> button.setText(WORDS.get("button.key", button.getText(), keys.getFirst())));
    return actions.bind(button, "analysis.run");
  }

  private void analysing(Tasks.Running running) {
    Label what = Nodes.paragraph("");
    what.textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    running.messageProperty().get().isEmpty()
                        ? WORDS.get("state.analysing")
                        : running.messageProperty().get(),
                running.messageProperty()));
    Label left = Nodes.label("", "fovea-quiet");
    left.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> Format.left(running.secondsLeftProperty().get()),
                running.secondsLeftProperty()));
    ProgressBar bar = new ProgressBar();
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(WORDS.get("state.analysing"));
    bar.progressProperty()
        .bind(
            Bindings.createDoubleBinding(
                () ->
                    Double.isNaN(running.fractionProperty().get())
                        ? -1
                        : running.fractionProperty().get(),
                running.fractionProperty()));
    Button cancel = new Button(WORDS.get("cancel"), Nodes.icon(Feather.X));
    cancel.setAccessibleText(WORDS.get("cancel.analysis"));
    cancel.setOnAction(e -> running.cancel());
    HBox last = new HBox(8, left, Nodes.spacer(), cancel);
    last.setAlignment(Pos.CENTER_LEFT);
    body.getChildren().setAll(what, bar, last);
  }

  private void refused(String reason) {
    Label head = Nodes.label(WORDS.get("state.refused"), "fovea-heading");
    head.setGraphic(Nodes.icon(Feather.SLASH));
    body.getChildren().setAll(head, Nodes.paragraph(reason));
    if (model.askingProperty().get() == ReviewModel.Asking.OVERRIDE) {
      Button run = new Button(WORDS.get("override.run"));
      run.setId("override-run");
      run.setOnAction(e -> model.analyze(true));
      Button no = new Button(WORDS.get("cancel"));
      no.setOnAction(e -> model.stopAsking());
      body.getChildren().add(form(WORDS.get("override.ask"), List.of(), run, no));
      Platform.runLater(no::requestFocus);
    } else {
      Button ask = new Button(WORDS.get("override"), Nodes.icon(Feather.ALERT_TRIANGLE));
      ask.setId("override-ask");
      ask.setOnAction(e -> model.askOverride());
      VBox.setMargin(ask, new javafx.geometry.Insets(8, 0, 0, 0));
      body.getChildren().add(ask);
    }
  }

  private void failed(String reason) {
    Label head = Nodes.label(WORDS.get("state.failed"), "fovea-heading", "fovea-trouble");
    head.setGraphic(Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon"));
    body.getChildren().setAll(head, Nodes.paragraph(reason), analyse("analyse.again"));
  }

  private void nothing(double threshold, double highest) {
    Label head =
        Nodes.paragraph(
            Double.isNaN(threshold)
                ? WORDS.get("state.nothing")
                : WORDS.get("state.nothing.above", Format.probability(threshold)),
            "fovea-heading");
    body.getChildren().setAll(head);
    if (!Double.isNaN(highest)) {
      body.getChildren()
          .add(Nodes.paragraph(WORDS.get("state.nothing.highest", Format.probability(highest))));
    }
    body.getChildren().add(Nodes.paragraph(WORDS.get("state.nothing.sign"), "fovea-quiet"));
  }

  private static String name(KnownResult r) {
    return switch (r) {
      case KnownResult.Own own ->
          WORDS.get(
              "result.own",
              own.analysis().provenance().bundleName(),
              own.analysis().provenance().bundleVersion());
      case KnownResult.Foreign f -> f.whose();
    };
  }

  private static String origin(KnownResult r) {
    return switch (r) {
      case KnownResult.Own own -> {
        Provenance p = own.analysis().provenance();
        yield WORDS.get("result.origin", Format.minute(p.startedAt()), p.device());
      }
      case KnownResult.Foreign f -> f.when();
    };
  }

  private List<Node> badges(PanelState state) {
    List<Node> list = new java.util.ArrayList<>();
    KnownResult shown = model.resultProperty().get();
    if (shown != null) {
      list.add(Nodes.label(origin(shown), "fovea-quiet", "fovea-small"));
    }
    if (state instanceof PanelState.Analysing) {
      return list;
    }
    switch (shown) {
      case KnownResult.Own own -> {
        if (own.analysis().gateOverridden()) {
          list.add(
              badge(
                  Feather.ALERT_TRIANGLE,
                  WORDS.get("badge.overridden", String.valueOf(own.analysis().reason())),
                  "badge-warning"));
        } else if (own.analysis().status() == Analysis.Status.COMPLETED
            && own.analysis().reason() != null) {
          list.add(badge(Feather.ALERT_TRIANGLE, own.analysis().reason(), "badge-warning"));
        }
        if (!own.validation().isEmpty()) {
          list.add(badge(Feather.INFO, own.validation(), "badge-validation"));
        }
        if (own.signed()) {
          list.add(badge(Feather.LOCK, WORDS.get("badge.signed"), "badge-signed"));
        }
      }
      case KnownResult.Foreign foreign ->
          list.add(badge(Feather.INFO, WORDS.get("badge.foreign", foreign.whose()), "badge-info"));
      case null -> {}
    }
    return list;
  }

  private static Node badge(Feather icon, String words, String style) {
    Label label = Nodes.paragraph(words, "badge", style);
    label.setGraphic(Nodes.icon(icon));
    label.setMaxWidth(Double.MAX_VALUE);
    return label;
  }

  private Node row(FindingRow row) {
    boolean selected = row == model.selectedProperty().get();
    FindingRowView view = new FindingRowView(row, selected, actions, () -> model.select(row));
    if (selected) {
      switch (model.askingProperty().get()) {
        case REASON -> view.getChildren().add(Choosers.reason(model));
        case CLASS -> view.getChildren().add(Choosers.findingClass(model));
        case COMMENT -> view.getChildren().add(comment(row));
        case NOTHING, REVIEWER, OVERRIDE -> {}
      }
    }
    return view;
  }

  private Node comment(FindingRow row) {
    TextField field = new TextField();
    field.setId("comment-field");
    field.setPromptText(WORDS.get("comment.prompt"));
    field.setAccessibleText(WORDS.get("comment.prompt"));
    if (row.verdictProperty().get() != null && row.verdictProperty().get().comment() != null) {
      field.setText(row.verdictProperty().get().comment());
    }
    field.setOnAction(e -> model.comment(field.getText()));
    escape(field);
    Platform.runLater(field::requestFocus);
    return field;
  }

  private Node reviewer() {
    TextField name = new TextField();
    name.setId("reviewer-name");
    name.setPromptText(WORDS.get("reviewer.name"));
    name.setAccessibleText(WORDS.get("reviewer.name"));
    TextField place = new TextField();
    place.setId("reviewer-organization");
    place.setPromptText(WORDS.get("reviewer.organization"));
    place.setAccessibleText(WORDS.get("reviewer.organization"));
    Button ok = new Button(WORDS.get("reviewer.ok"));
    ok.getStyleClass().add("accent");
    ok.disableProperty().bind(name.textProperty().map(String::isBlank));
    Runnable done = () -> model.reviewer(name.getText(), place.getText());
    ok.setOnAction(e -> done.run());
    name.setOnAction(e -> done.run());
    place.setOnAction(e -> done.run());
    Button no = new Button(WORDS.get("cancel"));
    no.setOnAction(e -> model.stopAsking());
    escape(name);
    escape(place);
    Platform.runLater(name::requestFocus);
    return form(WORDS.get("reviewer.ask"), List.of(name, place), ok, no);
  }

  private void escape(Node field) {
    field.addEventHandler(
        javafx.scene.input.KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == javafx.scene.input.KeyCode.ESCAPE) {
            model.stopAsking();
            e.consume();
          }
        });
  }

  private static Node form(String question, List<Node> fields, Button... buttons) {
    VBox box = new VBox(8, Nodes.paragraph(question));
    box.getChildren().addAll(fields);
    box.getChildren().add(new FlowPane(8, 8, buttons));
    box.getStyleClass().add("form");
    return box;
  }

  private static final class ResultCell extends ListCell<KnownResult> {
    private final boolean brief;

    ResultCell(boolean brief) {
      this.brief = brief;
    }

    @Override
    protected void updateItem(KnownResult r, boolean none) {
      super.updateItem(r, none);
      setText(
          none || r == null
              ? null
              : brief ? name(r) : WORDS.get("result.full", name(r), origin(r)));
    }
  }
}
