package org.fovea.ui;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.library.Library.StudyRow;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;
import org.fovea.ui.settings.Settings;
import org.fovea.ui.worklist.WorklistModel;

/** What the window is about: where the user is, which study is open, and what that leads to. */
final class Shell {
  private static final Text WORDS = Text.of(Shell.class);

  private final Tasks tasks = new Tasks();
  private final Activities activities = new Activities(tasks);
  private final ActionRegistry actions = new ActionRegistry();
  private final Settings settings;
  private final WorklistModel worklist = new WorklistModel(tasks, activities);
  private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.WORKLIST);
  private final ReadOnlyObjectWrapper<Study> study = new ReadOnlyObjectWrapper<>();
  private Backend backend;

  Shell(Settings settings) {
    this.settings = settings;
  }

  /** Starts to use what was opened in the background. */
  void connect(Backend opened) {
    backend = opened;
    worklist.connect(opened.catalogue());
  }

  /** Takes files and folders in; a single study among them is opened at once. */
  void take(List<Path> paths) {
    worklist.add(
        paths,
        studies -> {
          if (studies.size() == 1) {
            open(studies.getFirst());
          } else {
            place.set(Place.WORKLIST);
          }
        });
  }

  /** Opens the samples that come with Fovea. */
  void openSamples() {
    if (backend == null || backend.samples() == null) {
      activities.say(WORDS.get("notice.noSamples"));
    } else {
      take(List.of(backend.samples()));
    }
  }

  void openSelected() {
    if (worklist.selectedProperty().get() != null) {
      open(worklist.selectedProperty().get());
    }
  }

  void open(StudyRow row) {
    open(row.studyInstanceUid());
  }

  private void open(String studyInstanceUid) {
    tasks.start(
        progress -> backend.catalogue().open(studyInstanceUid, progress),
        opened -> {
          study.set(opened);
          place.set(Place.READ);
        },
        e -> activities.say(e instanceof FoveaException f ? f.problem().line() : e.toString()));
  }

  void changeTheme() {
    settings.themeProperty().set(settings.themeProperty().get().equals("dark") ? "light" : "dark");
  }

  BooleanBinding studyOpen() {
    return study.isNotNull();
  }

  Tasks tasks() {
    return tasks;
  }

  Activities activities() {
    return activities;
  }

  ActionRegistry actions() {
    return actions;
  }

  Settings settings() {
    return settings;
  }

  WorklistModel worklist() {
    return worklist;
  }

  ObjectProperty<Place> placeProperty() {
    return place;
  }

  /** The study that is read; null for none. */
  ReadOnlyObjectProperty<Study> studyProperty() {
    return study.getReadOnlyProperty();
  }
}
