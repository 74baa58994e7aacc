package org.fovea.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.CommandPalette;
import org.fovea.ui.action.KeyDispatcher;
import org.fovea.ui.action.KeyMapPage;
import org.fovea.ui.action.PaletteModel;
import org.fovea.ui.action.Scope;
import org.fovea.ui.common.Sheets;
import org.fovea.ui.header.HeaderModel;
import org.fovea.ui.header.HeaderView;
import org.fovea.ui.review.ReviewModel;
import org.fovea.ui.settings.SettingsView;
import org.fovea.ui.worklist.PreviewPane;
import org.fovea.ui.worklist.WorklistView;

/** The one window: top bar, the place the user is in, status line, and sheets over them. */
final class MainWindow {
  private static final Text WORDS = Text.of(MainWindow.class);

  private final Stage stage;
  private final Shell shell;
  private final Sheets sheets = new Sheets();
  private final StackPane content = new StackPane();
  private final TopBar top;
  private final WorklistView worklist;
  private final PreviewPane preview;
  private final ReadPlace read;
  private final PaletteModel palette;
  private final Scene scene;

  MainWindow(Stage stage, Shell shell) {
    this.stage = stage;
    this.shell = shell;
    ActionRegistry actions = shell.actions();
    actions();
    palette = new PaletteModel(actions, shell.tasks());
    top = new TopBar(shell.placeProperty(), actions);
    preview = new PreviewPane(shell.worklist(), actions, shell.tasks());
    worklist = new WorklistView(shell.worklist(), actions, preview, row -> shell.open(row));
    read = new ReadPlace(new StackPane(), new javafx.scene.layout.VBox(), shell.review(), actions);
    BorderPane frame = new BorderPane(content, top, null, new StatusBar(shell.activities()), null);
    StackPane root = new StackPane(frame, sheets);
    root.getStyleClass().add("window");
    scene = new Scene(root, 1366, 768);
    shell.settings().themeProperty().subscribe(name -> Theme.apply(scene, name));
    new KeyDispatcher(actions, this::scopes).install(scene);
    scene.setOnDragOver(this::dragOver);
    scene.setOnDragDropped(this::dropped);
    shell.placeProperty().subscribe(this::show);
    stage.setScene(scene);
    stage.setTitle(WORDS.get("window.title"));
    stage.setMinWidth(960);
    stage.setMinHeight(600);
  }

  TopBar top() {
    return top;
  }

  PreviewPane preview() {
    return preview;
  }

  PaletteModel palette() {
    return palette;
  }

  private Set<Scope> scopes() {
    if (sheets.isVisible()) {
      return EnumSet.noneOf(Scope.class);
    }
    if (shell.review().askingProperty().get() != ReviewModel.Asking.NOTHING) {
      return EnumSet.noneOf(Scope.class); // digits and Enter answer the question
    }
    return shell.placeProperty().get() == Place.WORKLIST
        ? EnumSet.of(Scope.WORKLIST)
        : EnumSet.of(Scope.READ);
  }

  private void show(Place place) {
    Region now = place == Place.WORKLIST ? worklist : read;
    content.getChildren().setAll(now);
    if (place == Place.WORKLIST) {
      worklist.focusTable();
    }
  }

  private void actions() {
    ActionRegistry r = shell.actions();
    add("place.worklist", Category.PLACES, Scope.WINDOW, "Ctrl+1", () -> go(Place.WORKLIST));
    r.add(
        action("place.read", Category.PLACES, Scope.WINDOW, "Ctrl+2", () -> go(Place.READ))
            .when(shell.studyOpen()));
    add(
        "worklist.filter",
        Category.PLACES,
        Scope.WINDOW,
        "Ctrl+F",
        () -> {
          go(Place.WORKLIST);
          worklist.focusFilter();
        });
    r.add(
        action("worklist.open", Category.PLACES, Scope.WORKLIST, "Enter", shell::openSelected)
            .when(shell.worklist().selectedProperty().isNotNull()));
    add("file.openFolder", Category.FILE, Scope.WINDOW, "Ctrl+O", this::chooseFolder);
    add("file.openFiles", Category.FILE, Scope.WINDOW, "Ctrl+Shift+O", this::chooseFiles);
    add("file.openSamples", Category.FILE, Scope.WINDOW, "", shell::openSamples);
    add("file.quit", Category.FILE, Scope.WINDOW, "Ctrl+Q", stage::close);
    add("help.commands", Category.HELP, Scope.WINDOW, "Ctrl+K", this::showPalette);
    add("help.keys", Category.HELP, Scope.WINDOW, "?", this::showKeys);
    add("help.theme", Category.HELP, Scope.WINDOW, "", shell::changeTheme);
    r.add(
        action("study.header", Category.FILE, Scope.READ, "Ctrl+I", this::showHeader)
            .when(shell.studyOpen()));
    add("file.settings", Category.FILE, Scope.WINDOW, "Ctrl+,", this::showSettings);
  }

  private void add(String id, Category category, Scope scope, String keys, Runnable run) {
    shell.actions().add(action(id, category, scope, keys, run));
  }

  private static Action action(
      String id, Category category, Scope scope, String keys, Runnable run) {
    return Action.of(WORDS, id, category, scope, keys, run);
  }

  private void go(Place place) {
    sheets.close();
    shell.placeProperty().set(place);
  }

  private void showPalette() {
    CommandPalette view = new CommandPalette(palette, sheets::close);
    sheets.show(view, view.field());
  }

  private void showKeys() {
    KeyMapPage page =
        new KeyMapPage(shell.actions(), () -> shell.settings().storeKeys(shell.actions()));
    sheets.show(page, page.first());
  }

  private void showSettings() {
    Backend backend = shell.backend();
    SettingsView view =
        new SettingsView(
            shell.settings(),
            backend == null ? List.of() : backend.devices(),
            backend == null ? null : backend.library().toString(),
            this::showKeys);
    sheets.show(view, view.first());
  }

  private void showHeader() {
    Study study = shell.studyProperty().get();
    if (shell.backend() == null || study == null) {
      return;
    }
    study.series().stream()
        .flatMap(s -> s.stacks().stream())
        .map(s -> s.slices().getFirst().instance())
        .findFirst()
        .ifPresent(
            instance -> {
              HeaderModel model = new HeaderModel(shell.tasks(), shell.backend().headers());
              HeaderView view = new HeaderView(model, WORDS.get("header.title"));
              model.open(instance.source());
              sheets.show(view, view.first());
            });
  }

  private void chooseFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(WORDS.get("choose.folder"));
    File folder = chooser.showDialog(stage);
    if (folder != null) {
      shell.take(List.of(folder.toPath()));
    }
  }

  private void chooseFiles() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(WORDS.get("choose.files"));
    List<File> files = chooser.showOpenMultipleDialog(stage);
    if (files != null) {
      shell.take(files.stream().map(File::toPath).toList());
    }
  }

  private void dragOver(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      e.acceptTransferModes(TransferMode.COPY);
      e.consume();
    }
  }

  private void dropped(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      List<Path> paths = e.getDragboard().getFiles().stream().map(File::toPath).toList();
      e.setDropCompleted(true);
      e.consume();
      shell.take(paths);
    }
  }

  Scene scene() {
    return scene;
  }

  /** For callers that need what the user sees in a place, such as tests. */
  void whenShown(Consumer<Stage> then) {
    stage.setOnShown(e -> then.accept(stage));
  }
}
