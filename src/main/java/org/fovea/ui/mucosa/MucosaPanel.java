package org.fovea.ui.mucosa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.finding.enteropathy.EnteropathyCriteria;
import org.fovea.finding.enteropathy.EpithelialCount;
import org.fovea.finding.enteropathy.HeightThird;
import org.fovea.finding.enteropathy.Judgement;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosaFigures;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.Spread;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Nodes;
import org.kordamp.ikonli.feather.Feather;

/**
 * What was measured on mucosa: class and rule, each value on the band of what is normal with its
 * spread, the suggestion with its reasons, and the buttons to correct a place.
 */
public final class MucosaPanel extends VBox {
  private static final Text TEXT = Text.of(MucosaPanel.class);

  private static final double MOST_RATIO = 5;
  private static final double MOST_VILLUS_UM = 900;
  private static final double MOST_CRYPT_UM = 600;
  private static final double MOST_LYMPHOCYTES = 100;
  private static final double MOST_SURFACE = 12;

  /** Room for the scroll bar, as in pathology.css. */
  private static final double EDGE = 12;

  private final MucosaModel model;
  private final ActionRegistry actions;

  public MucosaPanel(MucosaModel model, ActionRegistry actions) {
    super(6);
    this.model = model;
    this.actions = actions;
    setId("mucosa-panel");
    getStyleClass().add("mucosa");
    model.revisionProperty().subscribe(this::draw);
    widthProperty().subscribe(this::draw);
  }

  private void draw() {
    getChildren().clear();
    model
        .mucosa()
        .ifPresent(
            m -> {
              head(m.judgement());
              values(m);
              corrections(m);
              suggestion(m.judgement());
            });
  }

  private void head(Judgement j) {
    String marsh =
        j.marshOberhuber().isEmpty()
            ? TEXT.get("class.none")
            : TEXT.get("class.marsh", j.marshOberhuber());
    Label marshLabel = Nodes.paragraph(marsh, "fovea-heading");
    marshLabel.setId("mucosa-class");
    VBox head = new VBox(4, marshLabel);
    if (!j.corazzaVillanacci().isEmpty()) {
      head.getChildren().add(Nodes.label(TEXT.get("class.corazza", j.corazzaVillanacci())));
    }
    head.getChildren().addAll(first(j), Nodes.paragraph(j.rule(), "fovea-quiet", "fovea-small"));
    getChildren().add(head);
  }

  /** What is suggested first, in one line; all degrees and the reasons stand below the values. */
  private static Label first(Judgement j) {
    String name = TEXT.get("degree." + j.first().getKey());
    Label label = Nodes.paragraph(TEXT.get("suggestion.first", name, j.first().getValue()));
    label.setId("mucosa-suggestion");
    return label;
  }

  private void values(Mucosa m) {
    MucosaFigures f = m.figures();
    List<MucosalPlace> places = m.places();
    long pieces = places.stream().mapToInt(MucosalPlace::piece).distinct().count();
    getChildren()
        .add(
            Nodes.paragraph(
                f.cutEdges() == 0
                    ? TEXT.get("places", places.size(), pieces)
                    : TEXT.get("places.cut", places.size(), pieces, f.cutEdges()),
                "fovea-small"));
    row(
        "ratio",
        number(f.villusToCrypt(), 2),
        places,
        MucosalPlace::ratio,
        f.ratio(),
        new Scale(MOST_RATIO, EnteropathyCriteria.NORMAL_RATIO, Double.POSITIVE_INFINITY));
    row(
        "villus",
        micrometres(f.villusHeightUm().median()),
        places,
        MucosalPlace::villusHeightUm,
        f.villusHeightUm(),
        new Scale(MOST_VILLUS_UM, Double.NaN, Double.NaN));
    row(
        "crypt",
        micrometres(f.cryptDepthUm().median()),
        places,
        MucosalPlace::cryptDepthUm,
        f.cryptDepthUm(),
        new Scale(MOST_CRYPT_UM, Double.NaN, Double.NaN));
    lymphocytes(m, f);
    row(
        "surface",
        number(f.surfacePerBase().median(), 1),
        places,
        MucosalPlace::surfacePerBase,
        f.surfacePerBase(),
        new Scale(MOST_SURFACE, Double.NaN, Double.NaN));
    if (Double.isFinite(f.laminaCellsPerMm2())) {
      getChildren().add(line("lamina", TEXT.get("perMm2", number(f.laminaCellsPerMm2(), 0))));
    }
    brunner(m.seen().brunner());
  }

  /** Share of the mucosa, and the lobules, of which a click shows one after the other. */
  private void brunner(BrunnerGlands glands) {
    if (!glands.known()) {
      return;
    }
    boolean found = !glands.lobules().isEmpty();
    String share = TEXT.get("percent", number(100 * glands.share(), 1));
    HBox line = line("brunner", found ? share : TEXT.get("noneFound"));
    if (found) {
      line.getStyleClass().add("mucosa-value");
      line.setOnMouseClicked(e -> model.goToNext(glands.lobules()));
    }
    getChildren().add(line);
  }

  /** A scale from 0, and what is normal on it. */
  private record Scale(double most, double from, double to) {}

  private void row(
      String name,
      String value,
      List<MucosalPlace> places,
      ToDoubleFunction<MucosalPlace> of,
      Spread spread,
      Scale scale) {
    double[] values = places.stream().mapToDouble(of).toArray();
    int selected = model.selected().map(places::indexOf).orElse(-1);
    ValueStrip strip =
        new ValueStrip(
            values,
            spread,
            scale.most(),
            scale.from(),
            scale.to(),
            selected,
            i -> model.go(places.get(i)));
    strip.width(getWidth() - EDGE);
    strip.setAccessibleText(TEXT.get("strip", TEXT.get("value." + name), value));
    HBox line = line(name, value);
    line.getStyleClass().add("mucosa-value");
    line.setOnMouseClicked(e -> median(places, of));
    getChildren().add(new VBox(2, line, strip));
  }

  /** Goes to the place whose value stands in the middle: the one that is most like the figure. */
  private void median(List<MucosalPlace> places, ToDoubleFunction<MucosalPlace> of) {
    List<MucosalPlace> known =
        places.stream()
            .filter(p -> Double.isFinite(of.applyAsDouble(p)))
            .sorted(Comparator.comparingDouble(of))
            .toList();
    if (!known.isEmpty()) {
      model.go(known.get(known.size() / 2));
    }
  }

  private void lymphocytes(Mucosa m, MucosaFigures f) {
    String value =
        Double.isFinite(f.ielPer100()) ? number(f.ielPer100(), 0) : TEXT.get("notCounted");
    List<EpithelialCount> fields =
        m.counts().stream().filter(c -> Double.isFinite(c.per100())).toList();
    ValueStrip strip =
        new ValueStrip(
            fields.stream().mapToDouble(EpithelialCount::per100).toArray(),
            f.ielByField(),
            MOST_LYMPHOCYTES,
            0,
            EnteropathyCriteria.MOST_LYMPHOCYTES,
            -1,
            i -> model.goTo(fields.get(i)));
    strip.width(getWidth() - EDGE);
    strip.setAccessibleText(TEXT.get("strip", TEXT.get("value.iel"), value));
    getChildren().add(new VBox(2, line("iel", value), strip));
    getChildren()
        .add(
            Nodes.paragraph(
                TEXT.get(
                    "enterocytes", f.enterocytes(), m.counts().size(), 100 * MucosaFigures.MIDDLE),
                "fovea-quiet",
                "fovea-small"));
    List<String> thirds = new ArrayList<>();
    for (HeightThird t : f.byHeight()) {
      thirds.add(Double.isFinite(t.per100()) ? number(t.per100(), 0) : "–");
    }
    if (thirds.size() == 3 && !thirds.equals(List.of("–", "–", "–"))) {
      getChildren()
          .add(
              Nodes.paragraph(
                  TEXT.get("thirds", thirds.get(0), thirds.get(1), thirds.get(2)),
                  "fovea-quiet",
                  "fovea-small"));
    }
  }

  private static HBox line(String name, String value) {
    HBox line =
        new HBox(
            8,
            Nodes.label(TEXT.get("value." + name)),
            Nodes.spacer(),
            Nodes.label(value, "mucosa-number"));
    line.setAlignment(Pos.BASELINE_LEFT);
    return line;
  }

  private void corrections(Mucosa m) {
    Button add = button("mucosa.add", Feather.PLUS);
    Button remove = button("mucosa.remove", Feather.TRASH_2);
    Button undo = button("mucosa.undo", Feather.CORNER_UP_LEFT);
    HBox buttons = new HBox(4, add, remove, undo);
    String said =
        model
            .selected()
            .map(
                p ->
                    TEXT.get(
                        "selected",
                        p.villusHeightUm(),
                        p.cryptDepthUm(),
                        p.ratio(),
                        TEXT.get("origin." + p.origin().name())))
            .orElse(
                m.drawn() == 0
                    ? TEXT.get("selected.none")
                    : TEXT.get("drawn", m.drawn(), m.places().size()));
    getChildren().addAll(Nodes.paragraph(said, "fovea-quiet"), buttons);
  }

  private Button button(String action, Feather icon) {
    Button button = new Button(TEXT.get("button." + action), Nodes.icon(icon));
    button.setFocusTraversable(false);
    return actions.bind(button, action);
  }

  private void suggestion(Judgement j) {
    VBox box = new VBox(4, Nodes.label(TEXT.get("suggestion"), "fovea-heading"));
    for (Map.Entry<String, Double> d : j.degrees().entrySet()) {
      ProgressBar bar = new ProgressBar(d.getValue());
      bar.setPrefWidth(70);
      bar.setMinHeight(6);
      bar.setPrefHeight(6);
      Label name = Nodes.label(TEXT.get("degree." + d.getKey()));
      HBox line =
          new HBox(
              8, name, Nodes.spacer(), bar, Nodes.label(number(d.getValue(), 2), "mucosa-number"));
      line.setAlignment(Pos.CENTER_LEFT);
      box.getChildren().add(line);
    }
    box.getChildren()
        .add(Nodes.paragraph(TEXT.get("suggestion.note"), "fovea-quiet", "fovea-small"));
    List<Node> reasons = new ArrayList<>();
    j.reasons().forEach(r -> reasons.add(Nodes.paragraph("• " + r, "fovea-small")));
    box.getChildren().addAll(reasons);
    getChildren().add(box);
  }

  private static String micrometres(double value) {
    return Double.isFinite(value) ? TEXT.get("micrometres", number(value, 0)) : "–";
  }

  private static String number(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "–";
  }
}
