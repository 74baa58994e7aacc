package org.fovea.ui;

import java.util.List;
import org.fovea.common.Text;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Scope;

/** The actions of the window itself. */
final class ShellActions {
  private static final Text WORDS = Text.of(ShellActions.class);

  private ShellActions() {}

  static List<Action> of(MainWindow window, Shell shell) {
    return List.of(
        action("place.worklist", Category.PLACES, "Ctrl+1", () -> window.go(Place.WORKLIST)),
        action("place.read", Category.PLACES, "Ctrl+2", () -> window.go(Place.READ))
            .when(shell.studyOpen()),
        action("place.batch", Category.PLACES, "Ctrl+3", () -> window.go(Place.BATCH)),
        action("batch.addFolder", Category.BATCH, "Ctrl+Shift+B", window::chooseBatchFolder),
        action("batch.addSamples", Category.BATCH, "", shell::queueSamples),
        action("batch.agreement", Category.BATCH, "Ctrl+4", window::toggleAgreement),
        action("batch.exportReadings", Category.BATCH, "", window::exportReadings),
        readAs("once", "", shell),
        readAs("first", ReaderRole.FIRST.name(), shell),
        readAs("second", ReaderRole.SECOND.name(), shell),
        action("worklist.filter", Category.PLACES, "Ctrl+F", window::filter),
        Action.of(
                WORDS,
                "worklist.open",
                Category.PLACES,
                Scope.WORKLIST,
                "Enter",
                shell::openSelected)
            .when(shell.worklist().selectedProperty().isNotNull()),
        action("file.openFolder", Category.FILE, "Ctrl+O", window::chooseFolder),
        action("file.openFiles", Category.FILE, "Ctrl+Shift+O", window::chooseFiles),
        action("file.openSamples", Category.FILE, "", shell::openSamples),
        Action.of(
                WORDS,
                "study.otherImages",
                Category.PLACES,
                Scope.READ,
                "Shift+X",
                window::otherImages)
            .when(window.mixed()),
        Action.of(WORDS, "study.header", Category.FILE, Scope.READ, "Ctrl+I", window::showHeader)
            .when(shell.studyOpen()),
        action("file.withoutNames", Category.FILE, "", window::copyWithoutNames)
            .when(shell.studyOpen()),
        action("file.settings", Category.FILE, "Ctrl+,", window::showSettings),
        action("file.quit", Category.FILE, "Ctrl+Q", window::quit),
        action("help.commands", Category.HELP, "Ctrl+K", window::showPalette),
        action("help.keys", Category.HELP, "?", window::showKeys),
        action("help.theme", Category.HELP, "", shell::changeTheme));
  }

  private static Action readAs(String name, String role, Shell shell) {
    return action(
        "reading." + name, Category.BATCH, "", () -> shell.settings().readAsProperty().set(role));
  }

  private static Action action(String id, Category category, String keys, Runnable run) {
    return Action.of(WORDS, id, category, Scope.WINDOW, keys, run);
  }
}
