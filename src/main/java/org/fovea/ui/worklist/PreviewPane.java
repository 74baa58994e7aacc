package org.fovea.ui.worklist;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Stack;
import org.fovea.library.Library.StudyRow;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.common.Tasks;
import org.kordamp.ikonli.feather.Feather;

/** The selected study beside the worklist: whom it is of, and a picture of each series. */
public final class PreviewPane extends VBox {
  private static final Text WORDS = Text.of(PreviewPane.class);
  private static final int SIZE = 72;

  private final Tasks tasks;
  private final VBox series = new VBox(4);
  private final Label name = Nodes.label("", "fovea-heading");
  private final Label detail = Nodes.label("", "fovea-quiet");
  private final Label what = Nodes.paragraph("", "fovea-quiet");
  private final List<Tasks.Running> loading = new ArrayList<>();
  private Thumbnails thumbnails;

  public PreviewPane(WorklistModel model, ActionRegistry actions, Tasks tasks) {
    this.tasks = tasks;
    getStyleClass().addAll("fovea-panel", "preview");
    setSpacing(4);
    Button read = new Button(WORDS.get("preview.read"), Nodes.icon(Feather.EYE));
    read.setMaxWidth(Double.MAX_VALUE);
    read.getStyleClass().add("accent");
    ScrollPane scroll = new ScrollPane(series);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("quiet-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox head = new VBox(2, name, detail, what);
    head.getStyleClass().add("preview-head");
    getChildren().addAll(head, scroll, actions.bind(read, "worklist.open"));
    model.previewProperty().subscribe(this::show);
  }

  /** Starts to draw pictures. */
  public void connect(Thumbnails source, WorklistModel model) {
    thumbnails = source;
    show(model.previewProperty().get());
  }

  private void show(WorklistModel.Preview preview) {
    loading.forEach(Tasks.Running::cancel);
    loading.clear();
    series.getChildren().clear();
    if (preview == null) {
      return;
    }
    StudyRow row = preview.row();
    name.setText(Format.personName(row.patientName()));
    detail.setText(
        String.join(
                "  ",
                Format.sexAndAge(row.sex(), row.birthDate(), row.studyDate()),
                Format.date(row.studyDate()))
            .strip());
    what.setText(row.description());
    if (preview.study() == null) {
      return;
    }
    for (Series one : preview.study().series()) {
      for (Stack stack : one.stacks()) {
        series
            .getChildren()
            .add(
                row(
                    one.description().isBlank() ? one.modality() : one.description(),
                    WORDS.get("preview.images", stack.slices().size()),
                    "fovea-image",
                    source -> source.of(stack, 2 * SIZE)));
      }
      for (SlideImage slide : one.slides()) {
        String name = slide.slide().containerIdentifier();
        series
            .getChildren()
            .add(
                row(
                    name.isBlank() ? one.description() : name,
                    slide.slide().stainsInBrief(),
                    "preview-slide",
                    source -> source.of(slide, 2 * SIZE)));
      }
    }
  }

  /** How a picture is got from where pictures are made. */
  private interface Drawn {
    Image from(Thumbnails source) throws Exception;
  }

  private Node row(String title, String detail, String ground, Drawn drawn) {
    ImageView picture = new ImageView();
    picture.setFitWidth(SIZE);
    picture.setFitHeight(SIZE);
    picture.setPreserveRatio(true);
    StackPane frame = new StackPane(picture);
    frame.getStyleClass().addAll(ground, "thumbnail");
    frame.setMinSize(SIZE, SIZE);
    frame.setMaxSize(SIZE, SIZE);
    Label label = Nodes.label(title);
    Label count = Nodes.label(detail, "fovea-quiet");
    count.getStyleClass().add("fovea-small");
    count.setWrapText(true);
    VBox words = new VBox(2, label, count);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox box = new HBox(8, frame, words);
    box.setAlignment(Pos.CENTER_LEFT);
    if (thumbnails != null) {
      Thumbnails source = thumbnails;
      loading.add(
          tasks.start(
              progress -> {
                progress.checkCancelled();
                return java.util.Optional.<Image>ofNullable(drawn.from(source));
              },
              image -> image.ifPresent(picture::setImage),
              e -> {
                frame
                    .getChildren()
                    .setAll(Nodes.icon(Feather.ALERT_TRIANGLE, "fovea-trouble-icon"));
                count.setText(WORDS.get("preview.unreadable"));
              }));
    }
    return box;
  }
}
