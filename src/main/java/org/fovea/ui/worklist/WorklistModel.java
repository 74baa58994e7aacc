package org.fovea.ui.worklist;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.library.Library.Query;
import org.fovea.library.Library.StudyRow;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;

/** What the worklist shows. On the JavaFX thread; the catalogue is asked on others. */
public final class WorklistModel {
  private static final Text WORDS = Text.of(WorklistModel.class);

  private final Tasks tasks;
  private final Activities activities;
  private final StringProperty filter = new SimpleStringProperty("");
  private final ObservableList<StudyRow> rows = FXCollections.observableArrayList();
  private final ObjectProperty<StudyRow> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new Opening());
  private final ReadOnlyObjectWrapper<Preview> preview = new ReadOnlyObjectWrapper<>();
  private final ObservableList<Problem> problems = FXCollections.observableArrayList();

  private final ObservableList<String> busy = FXCollections.observableArrayList();

  private Catalogue catalogue;
  private boolean searching;
  private boolean searchAgain;
  private Tasks.Running previewing;

  /** What there is to show. */
  public sealed interface State {}

  /** The library is being opened. */
  public record Opening() implements State {}

  /**
   * The library cannot be used.
   *
   * @param again tries it once more
   */
  public record Broken(String message, Runnable again) implements State {}

  /** The library holds no study. */
  public record Empty() implements State {}

  /** No study matches the filter. */
  public record NoMatch() implements State {}

  /** There are rows. */
  public record Listed() implements State {}

  /** The selected study, read from its files. */
  public record Preview(StudyRow row, Study study) {}

  public WorklistModel(Tasks tasks, Activities activities) {
    this.tasks = tasks;
    this.activities = activities;
    filter.subscribe(text -> refresh());
    selected.subscribe(this::readPreview);
  }

  /** Starts to use the catalogue, once it is open. */
  public void connect(Catalogue opened) {
    catalogue = opened;
    refresh();
  }

  /**
   * The library could not be opened.
   *
   * @param again tries it once more
   */
  public void fail(Exception reason, Runnable again) {
    state.set(
        new Broken(
            words(reason),
            () -> {
              state.set(new Opening());
              again.run();
            }));
  }

  /** Looks again, with the filter as it is. One search runs at a time; the latest filter wins. */
  public void refresh() {
    if (catalogue == null) {
      return;
    }
    if (searching) {
      searchAgain = true;
      return;
    }
    searching = true;
    Query query = FilterText.parse(filter.get(), LocalDate.now());
    tasks.start(
        progress -> catalogue.search(query),
        found -> {
          searching = false;
          if (searchAgain) {
            searchAgain = false;
            refresh();
            return;
          }
          show(found, query.equals(Query.all()));
        },
        e -> {
          searching = false;
          searchAgain = false;
          state.set(new Broken(words(e), this::refresh));
        });
  }

  private void show(List<StudyRow> found, boolean all) {
    StudyRow before = selected.get();
    rows.setAll(found);
    state.set(!found.isEmpty() ? new Listed() : all ? new Empty() : new NoMatch());
    StudyRow same =
        before == null
            ? null
            : found.stream()
                .filter(r -> r.studyInstanceUid().equals(before.studyInstanceUid()))
                .findFirst()
                .orElse(null);
    selected.set(same != null ? same : found.isEmpty() ? null : found.getFirst());
  }

  private void readPreview(StudyRow row) {
    if (previewing != null) {
      previewing.cancel();
    }
    Preview shown = preview.get();
    if (row == null || catalogue == null) {
      preview.set(null);
      return;
    }
    if (shown != null
        && shown.study() != null
        && shown.row().studyInstanceUid().equals(row.studyInstanceUid())
        && shown.row().images() == row.images()) {
      preview.set(new Preview(row, shown.study()));
      return;
    }
    preview.set(new Preview(row, null));
    previewing =
        tasks.start(
            progress -> catalogue.open(row.studyInstanceUid(), progress),
            study -> {
              if (row.equals(selected.get())) {
                preview.set(new Preview(row, study));
              }
            },
            e -> {});
  }

  /**
   * Takes files and folders into the library, with progress and cancel in the status line.
   *
   * @param then gets the UIDs of the studies found, once they are in the list
   */
  public void add(List<Path> paths, Consumer<List<String>> then) {
    add(paths, ConversionRequest.plain(), then);
  }

  /** As the other, with what is said of pictures that are not DICOM. */
  public void add(List<Path> paths, ConversionRequest pictures, Consumer<List<String>> then) {
    if (catalogue == null || paths.isEmpty()) {
      return;
    }
    activities.start(
        progress -> catalogue.add(paths, pictures, progress),
        imported -> {
          problems.setAll(imported.problems());
          activities.say(
              imported.studies().isEmpty()
                  ? WORDS.get("import.nothing")
                  : WORDS.get(
                      "import.done",
                      imported.count().studies(),
                      imported.count().instances(),
                      imported.count().alreadyThere(),
                      imported.problems().size()));
          refresh();
          then.accept(imported.studies());
        },
        e -> {
          problems.setAll(problem(e));
          activities.say(words(e));
        },
        () -> {
          activities.say(WORDS.get("import.cancelled"));
          refresh();
        });
  }

  private static Problem problem(Exception e) {
    return e instanceof FoveaException f
        ? f.problem()
        : new Problem(ErrorCode.LIBRARY, null, words(e));
  }

  private static String words(Exception e) {
    return e instanceof FoveaException f ? f.problem().line() : WORDS.get("failed.unknown");
  }

  /** What the user typed to narrow the list. */
  public StringProperty filterProperty() {
    return filter;
  }

  public ObservableList<StudyRow> rows() {
    return rows;
  }

  public ObjectProperty<StudyRow> selectedProperty() {
    return selected;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The selected study; its study is null while it is read. */
  public ReadOnlyObjectProperty<Preview> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  /** UIDs of the studies that are being analysed. */
  public ObservableList<String> busy() {
    return busy;
  }

  /** What could not be read at the last import. */
  public ObservableList<Problem> problems() {
    return problems;
  }
}
