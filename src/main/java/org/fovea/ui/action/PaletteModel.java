package org.fovea.ui.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.common.Text;
import org.fovea.ui.common.Tasks;

/** What the list of commands offers for what was typed: actions first, then studies. */
public final class PaletteModel {
  private static final Text WORDS = Text.of(PaletteModel.class);

  private final ActionRegistry registry;
  private final Tasks tasks;
  private final StringProperty typed = new SimpleStringProperty("");
  private final ObservableList<Entry> entries = FXCollections.observableArrayList();
  private Finder finder;

  /**
   * One line.
   *
   * @param detail category of an action, date and description of a study
   * @param keys empty where it has none
   * @param possible whether choosing it does something now
   */
  public record Entry(String title, String detail, String keys, boolean possible, Runnable run) {}

  /** Finds studies by text, off the JavaFX thread. */
  @FunctionalInterface
  public interface Finder {
    /** A few studies as entries. */
    List<Entry> find(String text) throws Exception;
  }

  public PaletteModel(ActionRegistry registry, Tasks tasks) {
    this.registry = registry;
    this.tasks = tasks;
    typed.subscribe(text -> update(text));
    registry.revisionProperty().subscribe(() -> update(typed.get()));
  }

  /** Starts to offer studies too. */
  public void connect(Finder studies) {
    finder = studies;
  }

  /** Draws the list again, with what is possible now. */
  public void update() {
    update(typed.get());
  }

  private void update(String text) {
    record Ranked(Action action, int score) {}
    List<Ranked> ranked = new ArrayList<>();
    for (Action action : registry.actions()) {
      String category = WORDS.get("category." + action.category());
      int score = Fuzzy.score(text, action.title());
      if (score < 0) {
        score = Fuzzy.score(text, category + " " + action.title()) / 4;
        score = Fuzzy.score(text, category + " " + action.title()) < 0 ? -1 : score;
      }
      if (score >= 0) {
        ranked.add(new Ranked(action, score));
      }
    }
    ranked.sort(
        Comparator.<Ranked, Boolean>comparing(r -> !r.action.enabled().get())
            .thenComparing(r -> -r.score));
    List<Entry> list = new ArrayList<>();
    for (Ranked r : ranked) {
      Action a = r.action;
      list.add(
          new Entry(
              a.title(),
              WORDS.get("category." + a.category()),
              registry.keysText(a),
              a.enabled().get(),
              () -> registry.run(a.id())));
    }
    entries.setAll(list);
    if (finder != null && text.strip().length() >= 2) {
      Finder asked = finder;
      tasks.start(
          progress -> asked.find(text.strip()),
          studies -> {
            if (text.equals(typed.get())) {
              entries.addAll(studies);
            }
          },
          e -> {});
    }
  }

  public StringProperty typedProperty() {
    return typed;
  }

  public ObservableList<Entry> entries() {
    return entries;
  }
}
