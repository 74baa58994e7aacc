package org.fovea.ui.pictures;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.dicom.convert.BodySite;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.ui.common.Nodes;

/** Asks for what pictures do not say of themselves before they become DICOM slides. */
public final class PictureSheet extends VBox {
  private static final Text WORDS = Text.of(PictureSheet.class);

  private final TextField first;

  /**
   * @param pictures that will be converted
   * @param scaleNeeded whether some of them do not say how large their pixels are
   * @param scaleRequired whether the scale may not be left out; where it may, the pictures without
   *     one are left alone
   * @param take gets what was said; the sheet does not close itself
   * @param cancel when the user thinks better of it
   */
  public PictureSheet(
      List<Path> pictures,
      boolean scaleNeeded,
      boolean scaleRequired,
      Consumer<ConversionRequest> take,
      Runnable cancel) {
    super(12);
    setId("picture-sheet");
    setMaxWidth(520);
    setPrefWidth(520);
    PictureForm form = new PictureForm(scaleRequired);
    TextField scale = field("scale");
    scale.textProperty().bindBidirectional(form.micrometres());
    TextField patient = field("patient");
    patient.textProperty().bindBidirectional(form.patientId());
    patient.setPromptText(WORDS.get("stem"));
    TextField name = field("name");
    name.textProperty().bindBidirectional(form.patientName());
    TextField specimen = field("specimen");
    specimen.textProperty().bindBidirectional(form.specimenId());
    specimen.setPromptText(WORDS.get("stem"));
    ComboBox<Optional<BodySite>> site =
        Nodes.choice(
            WORDS.get("site"),
            Stream.concat(
                    Stream.of(Optional.<BodySite>empty()),
                    Arrays.stream(BodySite.values()).map(Optional::of))
                .toList(),
            one -> WORDS.get("site." + one.map(Enum::name).orElse("NONE")));
    site.setId("picture-site");
    site.valueProperty().bindBidirectional(form.bodySite());
    CheckBox stain = new CheckBox(WORDS.get("stain"));
    stain.setId("picture-stain");
    stain.selectedProperty().bindBidirectional(form.hematoxylinEosin());

    GridPane grid = new GridPane();
    grid.setHgap(16);
    grid.setVgap(8);
    ColumnConstraints wide = new ColumnConstraints();
    wide.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().addAll(new ColumnConstraints(180), wide);
    int line = 0;
    if (scaleNeeded) {
      row(grid, line++, "scale", scale);
      grid.add(Nodes.paragraph(WORDS.get("scale.why"), "fovea-quiet", "fovea-small"), 1, line++);
    }
    row(grid, line++, "patient", patient);
    row(grid, line++, "name", name);
    row(grid, line++, "specimen", specimen);
    row(grid, line++, "site", site);
    grid.add(Nodes.paragraph(WORDS.get("site.why"), "fovea-quiet", "fovea-small"), 1, line++);
    grid.add(stain, 1, line);

    Button go = new Button(WORDS.get("take"));
    go.setId("picture-take");
    go.setDefaultButton(true);
    go.disableProperty().bind(form.complete().not());
    go.setOnAction(e -> take.accept(form.request()));
    Button stop = new Button(WORDS.get("cancel"));
    stop.setId("picture-cancel");
    stop.setOnAction(e -> cancel.run());
    HBox buttons = new HBox(8, Nodes.spacer(), stop, go);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .addAll(
            Nodes.label(WORDS.get("title", pictures.size()), "sheet-title"),
            Nodes.paragraph(WORDS.get("what"), "fovea-quiet"),
            grid,
            buttons);
    first = scaleNeeded ? scale : patient;
  }

  /** What gets the focus. */
  public Node first() {
    return first;
  }

  private static TextField field(String key) {
    TextField field = new TextField();
    field.setId("picture-" + key);
    field.setAccessibleText(WORDS.get(key));
    field.setMaxWidth(Double.MAX_VALUE);
    return field;
  }

  private static void row(GridPane grid, int line, String key, Control control) {
    Label label = Nodes.label(WORDS.get(key), "fovea-quiet");
    label.setLabelFor(control);
    grid.add(label, 0, line);
    grid.add(control, 1, line);
  }
}
