package org.fovea.ui.pathology;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.AnnotationGroup;
import org.fovea.ui.common.Tasks;

/**
 * What is drawn on the slide that is shown. Each change is kept with the study at once, one after
 * the other. On the JavaFX thread.
 */
final class MarksModel {
  private static final Text TEXT = Text.of(MarksModel.class);
  private static final int MOST_UNDONE = 100;

  private final Tasks tasks;
  private final MarkStore store;
  private final Consumer<String> say;
  private final ObservableList<Mark> marks = FXCollections.observableArrayList();
  private final ObjectProperty<Mark> selected = new SimpleObjectProperty<>();
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
  private final Deque<List<Mark>> before = new ArrayDeque<>();
  private ShownSlide slide;

  /** What is not on the disk yet, one state a slide, oldest first. */
  private final Map<ShownSlide, List<Mark>> waiting = new LinkedHashMap<>();

  private ShownSlide writing;
  private List<Mark> written;

  /**
   * @param store null where nothing is kept
   */
  MarksModel(Tasks tasks, MarkStore store, Consumer<String> say) {
    this.tasks = tasks;
    this.store = store;
    this.say = say;
  }

  /** Shows the marks of another slide; null for none. */
  void open(ShownSlide shown) {
    slide = shown;
    marks.clear();
    selected.set(null);
    before.clear();
    undoable.set(false);
    if (shown == null || store == null) {
      return;
    }
    List<Mark> newer = shown.equals(writing) ? written : null;
    newer = waiting.getOrDefault(shown, newer);
    if (newer != null) {
      marks.setAll(newer); // what is on its way to the disk is newer than what is there
      return;
    }
    tasks.start(
        progress -> store.open(shown.study(), shown.image()),
        groups -> {
          if (slide == shown && marks.isEmpty() && before.isEmpty()) {
            marks.setAll(MarkCodes.marks(groups));
          }
        },
        e -> {
          if (slide == shown) {
            say.accept(words(e));
          }
        });
  }

  /** Adds a mark under a name of its own and selects it. */
  void add(Mark.Kind kind, double[] points) {
    if (slide == null) {
      return;
    }
    String base = TEXT.get("mark." + kind.name());
    int n = 1;
    while (taken(TEXT.get("mark.numbered", base, n))) {
      n++;
    }
    Mark mark = new Mark(kind, TEXT.get("mark.numbered", base, n), points);
    change(() -> marks.add(mark));
    selected.set(mark);
  }

  private boolean taken(String name) {
    return marks.stream().anyMatch(m -> m.name().equals(name));
  }

  /** Gives a mark another name; a blank one leaves it as it is. */
  void rename(Mark mark, String name) {
    int at = marks.indexOf(mark);
    if (at >= 0 && !name.isBlank() && !name.strip().equals(mark.name())) {
      Mark renamed = mark.named(name.strip());
      change(() -> marks.set(at, renamed));
      selected.set(renamed);
    }
  }

  void remove(Mark mark) {
    if (marks.contains(mark)) {
      change(() -> marks.remove(mark));
      if (selected.get() == mark) {
        selected.set(null);
      }
    }
  }

  void removeSelected() {
    if (selected.get() != null) {
      remove(selected.get());
    }
  }

  /** Takes the last change back. */
  void undo() {
    if (!before.isEmpty()) {
      marks.setAll(before.pop());
      undoable.set(!before.isEmpty());
      selected.set(null);
      keep();
    }
  }

  private void change(Runnable what) {
    before.push(List.copyOf(marks));
    if (before.size() > MOST_UNDONE) {
      before.removeLast();
    }
    undoable.set(true);
    what.run();
    keep();
  }

  private void keep() {
    if (store != null) {
      waiting.put(slide, List.copyOf(marks));
      write();
    }
  }

  private void write() {
    if (writing != null || waiting.isEmpty()) {
      return;
    }
    ShownSlide of = waiting.keySet().iterator().next();
    writing = of;
    written = waiting.remove(of);
    List<AnnotationGroup> groups = MarkCodes.groups(written);
    tasks.save(
        () -> {
          store.keep(of.study(), of.image(), groups);
          return true;
        },
        done -> next(),
        e -> {
          say.accept(words(e));
          next();
        });
  }

  private void next() {
    writing = null;
    written = null;
    write();
  }

  private static String words(Exception e) {
    return e instanceof FoveaException f ? f.problem().line() : TEXT.get("marks.notKept");
  }

  /** Whether everything is on the disk. */
  boolean kept() {
    return writing == null && waiting.isEmpty();
  }

  ObservableList<Mark> marks() {
    return marks;
  }

  /** The mark that is spoken of; null for none. */
  ObjectProperty<Mark> selectedProperty() {
    return selected;
  }

  ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }
}
