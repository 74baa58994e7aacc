package org.fovea.ui.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.chart.BarChart;
import javafx.scene.chart.CategoryAxis;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.finding.FindingClass;
import org.fovea.finding.agreement.Agreement;
import org.fovea.finding.agreement.Agreement.Pairing;
import org.fovea.finding.agreement.ConfusionTable;
import org.fovea.finding.agreement.Kappa;
import org.fovea.finding.agreement.ReadCase;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Columns;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.kordamp.ikonli.feather.Feather;

/** Agreement between readers and AI, its tables, and how long reading took. */
final class AgreementView extends BorderPane {
  private static final Text WORDS = Text.of(AgreementView.class);
  private static final int CELL = 100;

  private static final List<Duration> READING =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5));
  private static final List<Duration> TURNAROUND =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(24),
          Duration.ofDays(3),
          Duration.ofDays(7));

  private final AgreementModel model;
  private final ActionRegistry actions;
  private final Consumer<String> open;

  /**
   * @param open gets the UID of a study that is to be looked at
   */
  AgreementView(AgreementModel model, ActionRegistry actions, Consumer<String> open) {
    this.model = model;
    this.actions = actions;
    this.open = open;
    setId("agreement");
    getStyleClass().add("agreement");
    model.agreementProperty().subscribe(a -> draw());
    model.pairingProperty().subscribe(p -> draw());
    model.troubleProperty().subscribe(t -> draw());
  }

  private void draw() {
    Agreement a = model.agreementProperty().get();
    if (!model.troubleProperty().get().isEmpty()) {
      setCenter(message(model.troubleProperty().get()));
    } else if (a.cases().isEmpty()) {
      setCenter(message(WORDS.get("agreement.none")));
    } else {
      VBox left = new VBox(12, kappas(a), pairings(), table(a));
      left.setMinWidth(500);
      VBox right = new VBox(12, readingTimes(a), turnaround(a));
      HBox.setHgrow(right, Priority.ALWAYS);
      VBox all = new VBox(16, head(a), new HBox(24, left, right), disagreements(a));
      all.getStyleClass().add("agreement-page");
      ScrollPane scroll = new ScrollPane(all);
      scroll.setFitToWidth(true);
      scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.AS_NEEDED);
      setCenter(scroll);
    }
  }

  private static Node message(String sentence) {
    VBox box = new VBox(Nodes.paragraph(sentence));
    box.setAlignment(Pos.CENTER);
    box.getStyleClass().add("message");
    return box;
  }

  private Node head(Agreement a) {
    Button export = new Button(WORDS.get("agreement.export"), Nodes.icon(Feather.DOWNLOAD));
    actions.bind(export, "batch.exportReadings");
    HBox row =
        new HBox(
            8,
            Nodes.label(
                WORDS.get("agreement.cases", a.cases().size(), a.disagreements().size()),
                "fovea-heading"),
            Nodes.spacer(),
            export);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  // --- kappa

  private Node kappas(Agreement a) {
    GridPane grid = new GridPane(16, 4);
    grid.setId("kappas");
    int row = 0;
    for (String key : List.of("between", "kappa", "interval", "observed", "cases")) {
      grid.add(Nodes.label(WORDS.get("kappa." + key), "fovea-quiet", "fovea-small"), row++, 0);
    }
    row = 1;
    for (Pairing p : Pairing.values()) {
      kappa(grid, row++, WORDS.get("kappa.cohen", WORDS.get("pairing." + p)), a.cohen(p));
    }
    kappa(grid, row, WORDS.get("kappa.fleiss"), a.fleiss());
    return grid;
  }

  private static void kappa(GridPane grid, int row, String name, Kappa k) {
    String interval =
        Double.isNaN(k.standardError())
            ? ""
            : WORDS.get("kappa.range", number(k.low()), number(k.high()));
    List<Label> cells =
        List.of(
            Nodes.label(name),
            Nodes.label(number(k.value()), "mucosa-number"),
            Nodes.label(interval, "number"),
            Nodes.label(
                Double.isNaN(k.observed()) ? "–" : Math.round(100 * k.observed()) + " %", "number"),
            Nodes.label("" + k.cases(), "number"));
    for (int i = 0; i < cells.size(); i++) {
      grid.add(cells.get(i), i, row);
      if (i > 0) {
        GridPane.setHalignment(cells.get(i), HPos.RIGHT);
      }
    }
  }

  private static String number(double v) {
    return Double.isNaN(v) ? "–" : String.format(Locale.ROOT, "%.2f", v);
  }

  // --- table

  private Node pairings() {
    ToggleGroup group = new ToggleGroup();
    HBox row = new HBox(4, Nodes.label(WORDS.get("table.of"), "fovea-quiet"));
    row.setAlignment(Pos.CENTER_LEFT);
    for (Pairing p : Pairing.values()) {
      ToggleButton button = new ToggleButton(WORDS.get("pairing." + p));
      button.getStyleClass().add("place");
      button.setToggleGroup(group);
      button.setSelected(p == model.pairingProperty().get());
      button.setOnAction(
          e -> {
            button.setSelected(true);
            model.pairingProperty().set(p);
          });
      row.getChildren().add(button);
    }
    return row;
  }

  private Node table(Agreement a) {
    Pairing pairing = model.pairingProperty().get();
    ConfusionTable table = a.table(pairing);
    Map<String, String> names = names(a);
    int k = table.labels().size();
    int most = 1;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        most = Math.max(most, table.count(i, j));
      }
    }
    GridPane grid = new GridPane(2, 2);
    grid.setId("confusion");
    String[] who = WORDS.get("pairing." + pairing).split(" – ");
    grid.add(
        Nodes.label(WORDS.get("table.axes", who[0], who[1]), "fovea-quiet", "fovea-small"), 0, 0);
    for (int j = 0; j < k; j++) {
      Label head = Nodes.paragraph(names.get(table.labels().get(j)), "fovea-small");
      head.setMaxWidth(CELL);
      head.setPrefWidth(CELL);
      head.setAlignment(Pos.BOTTOM_CENTER);
      head.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
      grid.add(head, j + 1, 0);
      GridPane.setValignment(head, javafx.geometry.VPos.BOTTOM);
    }
    for (int i = 0; i < k; i++) {
      Label head = Nodes.paragraph(names.get(table.labels().get(i)), "fovea-small");
      head.setPrefWidth(150);
      grid.add(head, 0, i + 1);
      for (int j = 0; j < k; j++) {
        grid.add(cell(table.count(i, j), most, i == j), j + 1, i + 1);
      }
    }
    return grid;
  }

  /** A count on a ground whose strength goes with it; agreement is framed as well. */
  private static Node cell(int count, int most, boolean same) {
    StackPane ground = new StackPane();
    ground.getStyleClass().add("confusion-ground");
    ground.setOpacity(0.15 + 0.6 * count / most);
    StackPane cell = new StackPane(ground, Nodes.label(count == 0 ? "·" : "" + count, "number"));
    cell.getStyleClass().add(same ? "confusion-same" : "confusion-other");
    cell.setMinSize(CELL, 36);
    cell.setPrefSize(CELL, 36);
    return cell;
  }

  /** Short names for people, of every class that was called. */
  private static Map<String, String> names(Agreement a) {
    Map<String, String> names = new LinkedHashMap<>();
    a.labels().forEach(l -> names.put(l, l));
    for (ReadCase c : a.cases()) {
      for (FindingClass f : c.ai() == null ? calls(c) : calls(c, c.ai())) {
        names.put(f.name(), f.label());
      }
    }
    return names;
  }

  private static List<FindingClass> calls(ReadCase c, FindingClass... more) {
    List<FindingClass> all =
        new ArrayList<>(List.of(c.first().diagnosis(), c.second().diagnosis()));
    all.addAll(List.of(more));
    return all;
  }

  // --- time

  private static Node readingTimes(Agreement a) {
    Map<String, Function<ReadCase, Duration>> series = new LinkedHashMap<>();
    series.put(WORDS.get("reader.short.FIRST"), c -> c.first().took());
    series.put(WORDS.get("reader.short.SECOND"), c -> c.second().took());
    return chart("time.reading", "time.reading.bins", a, READING, series);
  }

  private static Node turnaround(Agreement a) {
    return chart(
        "time.turnaround",
        "time.turnaround.bins",
        a,
        TURNAROUND,
        Map.of(WORDS.get("time.turnaround.series"), ReadCase::turnaround));
  }

  private static Node chart(
      String title,
      String bins,
      Agreement a,
      List<Duration> limits,
      Map<String, Function<ReadCase, Duration>> series) {
    List<String> names = List.of(WORDS.get(bins).split("\\|"));
    NumberAxis counts = new NumberAxis();
    counts.setLabel(WORDS.get("time.cases"));
    counts.setMinorTickVisible(false);
    counts.setTickLabelFormatter(WHOLE);
    CategoryAxis across = new CategoryAxis();
    BarChart<String, Number> chart = new BarChart<>(across, counts);
    chart.setAnimated(false);
    chart.setTitle(WORDS.get(title));
    chart.setLegendVisible(series.size() > 1);
    chart.setPrefHeight(230);
    chart.setMinHeight(200);
    chart.setCategoryGap(16);
    chart.setBarGap(2);
    series.forEach(
        (name, of) -> {
          XYChart.Series<String, Number> one = new XYChart.Series<>();
          one.setName(name);
          int[] n = AgreementModel.histogram(a.cases(), limits, of);
          for (int i = 0; i < n.length; i++) {
            one.getData().add(new XYChart.Data<>(names.get(i), n[i]));
          }
          chart.getData().add(one);
        });
    return chart;
  }

  /** Cases are counted in whole numbers. */
  private static final javafx.util.StringConverter<Number> WHOLE =
      new javafx.util.StringConverter<>() {
        @Override
        public String toString(Number n) {
          return n.doubleValue() == Math.rint(n.doubleValue()) ? "" + n.longValue() : "";
        }

        @Override
        public Number fromString(String text) {
          return Long.parseLong(text);
        }
      };

  // --- disagreements

  private Node disagreements(Agreement a) {
    Label title = Nodes.label(WORDS.get("differ.title"), "fovea-heading");
    if (a.disagreements().isEmpty()) {
      return new VBox(4, title, Nodes.label(WORDS.get("differ.none"), "fovea-quiet"));
    }
    TableView<ReadCase> table = Columns.table("disagreements", WORDS.get("differ.title"));
    Columns<ReadCase> columns = new Columns<>(WORDS);
    table
        .getColumns()
        .addAll(
            List.of(
                columns.text("patientId", 110, ReadCase::patientId),
                columns.text("what", 150, ReadCase::description),
                columns.text("first", 250, r -> r.first().diagnosis().label()),
                columns.text("second", 250, r -> r.second().diagnosis().label()),
                columns.text("ai", 250, r -> r.ai() == null ? "–" : r.ai().label()),
                columns.text(
                    "readers",
                    220,
                    r ->
                        Format.personName(r.first().reader().name())
                            + " / "
                            + Format.personName(r.second().reader().name()))));
    table.getItems().setAll(a.disagreements());
    table.setPrefHeight(30 + 28 * Math.min(8, a.disagreements().size()) + 2);
    table.setMinHeight(table.getPrefHeight());
    Columns.onDoubleClick(table, c -> open.accept(c.studyInstanceUid()));
    return new VBox(4, title, table);
  }
}
