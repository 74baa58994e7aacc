package org.fovea.ui;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.DragEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.CommandPalette;
import org.fovea.ui.action.KeyDispatcher;
import org.fovea.ui.action.KeyMapPage;
import org.fovea.ui.action.PaletteModel;
import org.fovea.ui.action.Scope;
import org.fovea.ui.batch.BatchView;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Nodes;
import org.fovea.ui.common.Sheets;
import org.fovea.ui.header.HeaderModel;
import org.fovea.ui.header.HeaderView;
import org.fovea.ui.mucosa.MucosaPanel;
import org.fovea.ui.pathology.SlideView;
import org.fovea.ui.pictures.PictureSheet;
import org.fovea.ui.radiology.FrameLoader;
import org.fovea.ui.radiology.OutlineEditing;
import org.fovea.ui.radiology.ReadView;
import org.fovea.ui.review.ReviewModel;
import org.fovea.ui.review.ReviewPanel;
import org.fovea.ui.settings.SettingsView;
import org.fovea.ui.worklist.PreviewPane;
import org.fovea.ui.worklist.WorklistView;
import org.fovea.workflow.ConvertSlides;

/** The one window: top bar, the place the user is in, status line, and sheets over them. */
final class MainWindow {
  private static final Text WORDS = Text.of(MainWindow.class);

  private final Stage stage;
  private final Shell shell;
  private final Sheets sheets = new Sheets();
  private final StackPane drop = new StackPane(Nodes.label(WORDS.get("drop"), "drop-words"));
  private final StackPane content = new StackPane();
  private final StackPane read = new StackPane();
  private final TopBar top;
  private final WorklistView worklist;
  private final PreviewPane preview;
  private final BatchView batch;
  private final PaletteModel palette;
  private final Scene scene;
  private ReadView images;
  private SlideView slides;
  private StudyImages studyImages;
  private ReviewPanel findings;
  private boolean onSlide;
  private final ReadOnlyBooleanWrapper mixed = new ReadOnlyBooleanWrapper();

  MainWindow(Stage stage, Shell shell) {
    this.stage = stage;
    this.shell = shell;
    ActionRegistry actions = shell.actions();
    actions.addAll(ShellActions.of(this, shell));
    shell.settings().applyKeys(actions);
    palette = new PaletteModel(actions, shell.tasks());
    top = new TopBar(shell.placeProperty(), shell.devices(), actions);
    preview = new PreviewPane(shell.worklist(), actions, shell.tasks());
    worklist = new WorklistView(shell.worklist(), actions, preview, shell::open);
    batch =
        new BatchView(
            shell.batch(),
            shell.agreement(),
            actions,
            shell.settings().readAsProperty(),
            shell::openCase,
            shell::openStudy);
    read.getStyleClass().add("fovea-image");
    content.getChildren().setAll(worklist, read, batch);
    drop.getStyleClass().add("drop");
    drop.setVisible(false);
    drop.setMouseTransparent(true);
    BorderPane frame = new BorderPane(content, top, null, new StatusBar(shell.activities()), null);
    StackPane root = new StackPane(frame, sheets, drop);
    root.getStyleClass().add("window");
    scene = new Scene(root, 1366, 768);
    shell.settings().themeProperty().subscribe(name -> Theme.apply(scene, name));
    new KeyDispatcher(actions, this::scopes).install(scene);
    scene.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> keysToImages());
    scene.setOnDragOver(this::dragOver);
    scene.setOnDragExited(e -> drop.setVisible(false));
    scene.setOnDragDropped(this::dropped);
    shell.placeProperty().subscribe(this::show);
    stage.setScene(scene);
    stage.setOnCloseRequest(
        e -> {
          e.consume();
          quit();
        });
    stage.setTitle(WORDS.get("window.title"));
    stage.setMinWidth(960);
    stage.setMinHeight(600);
  }

  /** Shows images, findings and thumbnails from now on. */
  void connect(Backend backend) {
    images = new ReadView(FrameLoader.create(backend.pixels()), shell.activities()::say);
    images.headers(backend.headers());
    slides =
        new SlideView(backend.slides(), backend.marks(), shell.tasks(), shell.activities()::say);
    images.edits(slides.border());
    images.contribute(shell.actions());
    slides.contribute(shell.actions());
    ReviewModel review = shell.review();
    VBox overlays = new VBox(images.overlayControls(), slides.overlayControls());
    findings =
        new ReviewPanel(
            review, shell.actions(), new MucosaPanel(slides.mucosa(), shell.actions()), overlays);
    images.side(findings);
    studyImages =
        new StudyImages(new ReadImages(images), new SlideImages(slides, review::changePlaces));
    review.connect(studyImages);
    read.getChildren().setAll(images);
    shell.studyProperty().subscribe(this::openImages);
    review
        .askingProperty()
        .subscribe(
            asking -> {
              if (asking == ReviewModel.Asking.NOTHING && reading()) {
                focusImages();
              }
            });
    preview.connect(backend.thumbnails(), shell.worklist());
    palette.connect(shell::findStudies);
    Platform.runLater(read::applyCss); // so that the first image need not wait for it
  }

  private void openImages(Study study) {
    boolean slide = study != null && SlideView.fits(study);
    mixed.set(slide && ReadView.fits(study));
    showImages(study, slide);
    if (mixed.get()) {
      String keys =
          shell.actions().find("study.otherImages").map(shell.actions()::keysText).orElse("");
      shell.activities().say(WORDS.get("notice.mixed", keys));
    }
  }

  /** Of a study with slides and other images, shows those that are not shown now. */
  void otherImages() {
    if (mixed.get()) {
      showImages(shell.studyProperty().get(), !onSlide);
      shell.review().open(shell.studyProperty().get()); // results lie over what they belong to
    }
  }

  /** Whether the study that is open has slides and other images. */
  ObservableBooleanValue mixed() {
    return mixed;
  }

  private void showImages(Study study, boolean asSlide) {
    if (study != null) {
      List<Study> all = shell.withPriors();
      onSlide = asSlide;
      studyImages.onSlide(onSlide);
      slides.hotSpots(shell.reviewingBatch(), shell.review()::speakOf);
      images.open(onSlide ? List.of() : all);
      slides.open(onSlide ? all : List.of());
      if (!read.getChildren().contains(onSlide ? slides : images)) {
        enter();
      }
      stage.setTitle(WORDS.get("window.title.study", Format.personName(study.patient().name())));
    }
  }

  /** Puts the images that the study needs into their place, and the findings beside them. */
  private void enter() {
    images.side(null);
    slides.findings(null); // the panel has left the one place before it enters the other
    if (onSlide) {
      slides.findings(findings);
    } else {
      images.side(findings);
    }
    read.getChildren().setAll(onSlide ? slides : images);
  }

  private boolean reading() {
    return images != null && !sheets.isVisible() && shell.placeProperty().get() == Place.READ;
  }

  /** A click on a button beside the images does not take the keys away from them. */
  private void keysToImages() {
    if (reading() && scene.getFocusOwner() instanceof ButtonBase) {
      focusImages();
    }
  }

  private void focusImages() {
    if (onSlide) {
      slides.focusImages();
    } else {
      images.focusImages();
    }
  }

  private Set<Scope> scopes() {
    if (sheets.isVisible() || shell.review().askingProperty().get() != ReviewModel.Asking.NOTHING) {
      return EnumSet.noneOf(Scope.class); // digits and Enter answer what is asked
    }
    switch (shell.placeProperty().get()) {
      case WORKLIST -> {
        return EnumSet.of(Scope.WORKLIST);
      }
      case BATCH -> {
        return EnumSet.of(Scope.BATCH);
      }
      case READ -> {}
    }
    Set<Scope> scopes = EnumSet.of(Scope.READ);
    if (onSlide) {
      scopes.add(Scope.PATHOLOGY);
    }
    if (shell.review().editingProperty().get()) {
      scopes.add(Scope.EDIT);
    }
    return scopes;
  }

  /** Places stay in the window, hidden: styles are not worked out again when one is entered. */
  private void show(Place place) {
    reveal(worklist, place == Place.WORKLIST);
    reveal(read, place == Place.READ);
    reveal(batch, place == Place.BATCH);
    focus(place);
  }

  private static void reveal(Node node, boolean now) {
    node.setVisible(now);
    node.setManaged(now);
  }

  private void focus(Place place) {
    if (place == Place.WORKLIST) {
      worklist.focusTable();
    } else if (place == Place.BATCH) {
      batch.focusTable();
    } else if (images != null) {
      focusImages();
    }
  }

  // --- what the actions of the window do

  void go(Place place) {
    sheets.close();
    shell.placeProperty().set(place);
    focus(place);
  }

  void filter() {
    go(Place.WORKLIST);
    worklist.focusFilter();
  }

  void showPalette() {
    CommandPalette view = new CommandPalette(palette, sheets::close);
    sheets.show(view, view.field());
  }

  void showKeys() {
    KeyMapPage page =
        new KeyMapPage(shell.actions(), () -> shell.settings().storeKeys(shell.actions()));
    sheets.show(page, page.first());
  }

  void showSettings() {
    Backend backend = shell.backend();
    SettingsView view =
        new SettingsView(
            shell.settings(),
            shell.devices().devices(),
            backend == null ? null : backend.library().toString(),
            this::showKeys);
    sheets.show(view, view.first());
  }

  /** The header of the image on screen. */
  void showHeader() {
    (onSlide ? slides.activeInstance() : images.activeInstance())
        .ifPresent(
            instance -> {
              HeaderModel model = new HeaderModel(shell.tasks(), shell.backend().headers());
              HeaderView view = new HeaderView(model, WORDS.get("header.title"));
              model.open(instance.source());
              sheets.show(view, view.first());
            });
  }

  void chooseFolder() {
    folder("choose.folder").ifPresent(folder -> bring(List.of(folder)));
  }

  /** Shows how far readers agree, or the queue again. */
  void toggleAgreement() {
    boolean shown = shell.placeProperty().get() != Place.BATCH || !batch.agreementShown();
    if (shown) {
      shell.agreement().refresh();
    }
    batch.showAgreement(shown);
    go(Place.BATCH);
  }

  void exportReadings() {
    folder("choose.readings").ifPresent(shell.agreement()::export);
  }

  void chooseBatchFolder() {
    folder("choose.batchFolder").ifPresent(folder -> queue(List.of(folder)));
  }

  private Optional<Path> folder(String title) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(WORDS.get(title));
    return Optional.ofNullable(chooser.showDialog(stage)).map(File::toPath);
  }

  void chooseFiles() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(WORDS.get("choose.files"));
    List<File> files = chooser.showOpenMultipleDialog(stage);
    if (files != null) {
      bring(files.stream().map(File::toPath).toList());
    }
  }

  /** Asks for a folder and copies the open study there, without names. */
  void copyWithoutNames() {
    folder("choose.withoutNames")
        .ifPresent(
            folder ->
                new WithoutNames(shell.activities()).copy(shell.studyProperty().get(), folder));
  }

  /** Takes files and folders in; about pictures that are not DICOM the user is asked first. */
  void bring(List<Path> paths) {
    shell.pictures(paths, found -> ask(paths, found, request -> shell.take(paths, request, false)));
  }

  /** Puts files and folders on the queue; about pictures the user is asked first. */
  void queue(List<Path> paths) {
    go(Place.BATCH);
    shell.queue(paths, found -> ask(paths, found, request -> shell.queue(paths, request)));
  }

  private void ask(
      List<Path> paths, ConvertSlides.Pictures found, Consumer<ConversionRequest> then) {
    PictureSheet sheet =
        new PictureSheet(
            found.files(),
            found.scaleNeeded(),
            found.scaleNeeded() && paths.stream().noneMatch(Files::isDirectory),
            request -> {
              sheets.close();
              then.accept(request);
            },
            sheets::close);
    sheets.show(sheet, sheet.first());
  }

  /** Closes the window once what the user has decided is on the disk. */
  void quit() {
    if (mayClose()) {
      closeOnceSaved();
    }
  }

  private void closeOnceSaved() {
    if (shell.tasks().saving()) {
      shell.activities().say(WORDS.get("close.saving"));
    }
    shell.tasks().whenSaved(stage::close);
  }

  /** Whether nothing is lost by closing; where something would be, the user is asked. */
  private boolean mayClose() {
    OutlineEditing unsaved = unsaved();
    if (unsaved == null) {
      return true;
    }
    UnsavedSheet sheet =
        new UnsavedSheet(
            () -> {
              sheets.close();
              unsaved.save();
            },
            () -> {
              unsaved.discard();
              closeOnceSaved();
            },
            sheets::close);
    sheets.show(sheet, sheet.first());
    return false;
  }

  /** The outline that was changed and not saved; null for none. */
  private OutlineEditing unsaved() {
    return images == null
        ? null
        : Stream.of(images.editing(), slides.border())
            .filter(e -> e.unsavedProperty().get())
            .findFirst()
            .orElse(null);
  }

  private void dragOver(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      e.acceptTransferModes(TransferMode.COPY);
      drop.setVisible(true);
      e.consume();
    }
  }

  private void dropped(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      List<Path> paths = e.getDragboard().getFiles().stream().map(File::toPath).toList();
      e.setDropCompleted(true);
      e.consume();
      drop.setVisible(false);
      if (shell.placeProperty().get() == Place.BATCH) {
        queue(paths);
      } else {
        bring(paths);
      }
    }
  }

  /** Stops what runs for this window. */
  void close() {
    if (images != null) {
      images.close();
      slides.close();
    }
  }

  Scene scene() {
    return scene;
  }

  /** The images; null while the library is being opened. */
  ReadView images() {
    return images;
  }

  /** The slides; null while the library is being opened. */
  SlideView slides() {
    return slides;
  }
}
