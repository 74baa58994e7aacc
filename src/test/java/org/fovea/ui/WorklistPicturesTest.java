package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.ui.settings.Settings;
import org.fovea.ui.worklist.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worklist in each of its states, looked at through the window. */
class WorklistPicturesTest {
  @TempDir Path folder;
  private Shell shell;
  private MainWindow window;
  private Stage stage;

  @BeforeEach
  void open() {
    Fx.start();
    Fx.run(
        () -> {
          shell = new Shell(Settings.load(folder.resolve("settings.properties")));
          stage = new Stage();
          window = new MainWindow(stage, shell);
          stage.show();
        });
  }

  @AfterEach
  void close() {
    Fx.run(stage::close);
  }

  @Test
  void showsEachState() throws Exception {
    Fx.picture(window.scene(), "worklist-opening-1366", 1);
    AtomicInteger tries = new AtomicInteger();
    Fx.run(
        () ->
            shell
                .worklist()
                .fail(
                    new FoveaException(
                        ErrorCode.LIBRARY,
                        "library.sqlite",
                        "Another copy of Fovea has the library open. Close it, then try again."),
                    tries::incrementAndGet));
    Fx.picture(window.scene(), "worklist-locked-1366", 1);
    Fx.run(() -> ((Button) window.scene().lookup(".message .button")).fire());
    assertThat(tries.get()).isEqualTo(1);
    Fx.run(
        () ->
            shell.connect(
                new Backend(
                    catalogue(List.of()),
                    (s, n) -> null,
                    null,
                    null,
                    null,
                    List::of,
                    null,
                    null,
                    () -> {})));
    Fx.await("empty", () -> window.scene().lookup(".message") != null);
    Fx.picture(window.scene(), "worklist-empty-1366", 1);
    Fx.run(
        () ->
            shell.connect(
                new Backend(
                    catalogue(Rows.several()),
                    (s, n) -> null,
                    null,
                    null,
                    null,
                    List::of,
                    null,
                    null,
                    () -> {})));
    Fx.await("rows", () -> shell.worklist().rows().size() == 7);
    Fx.picture(window.scene(), "worklist-1366", 1);
    Fx.run(
        () ->
            shell
                .worklist()
                .problems()
                .setAll(
                    new Problem(
                        ErrorCode.DAMAGED, "scan/IM0007", "The file ends before its pixels do."),
                    new Problem(ErrorCode.NOT_DICOM, "scan/notes.txt", "The file is not DICOM.")));
    Path picture = Fx.picture(window.scene(), "worklist-problems-1366", 1);
    assertThat(Files.size(picture)).isPositive();
    Fx.run(() -> shell.actions().run("help.commands"));
    Fx.picture(window.scene(), "palette-1366", 1);
    Fx.run(() -> shell.actions().run("help.keys"));
    Fx.picture(window.scene(), "keys-1366", 1);
    Fx.run(shell::changeTheme);
    Fx.picture(window.scene(), "keys-light-1366", 1);
  }

  private static Catalogue catalogue(List<Library.StudyRow> rows) {
    return new Catalogue() {
      @Override
      public List<Library.StudyRow> search(Library.Query query) {
        return rows;
      }

      @Override
      public Imported add(List<Path> paths, Progress progress) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Study open(String studyInstanceUid, Progress progress) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
