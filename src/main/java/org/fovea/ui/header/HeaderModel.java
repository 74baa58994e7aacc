package org.fovea.ui.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.HeaderReader;
import org.fovea.dicom.HeaderReader.Element;
import org.fovea.dicom.Source;
import org.fovea.ui.common.Tasks;

/** The header of one object and what of it fits the words searched for. */
public final class HeaderModel {
  private static final Text WORDS = Text.of(HeaderModel.class);

  private final Tasks tasks;
  private final HeaderReader reader;
  private final StringProperty search = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ObservableList<Element> shown = FXCollections.observableArrayList();
  private List<Element> all = List.of();
  private Source source;

  public HeaderModel(Tasks tasks, HeaderReader reader) {
    this.tasks = tasks;
    this.reader = reader;
    search.subscribe(words -> filter());
  }

  /** Reads the header of an object. */
  public void open(Source which) {
    source = which;
    all = List.of();
    shown.clear();
    message.set(WORDS.get("reading"));
    tasks.start(
        progress -> reader.read(which),
        elements -> {
          if (which.equals(source)) {
            all = elements;
            filter();
          }
        },
        e -> {
          if (which.equals(source)) {
            message.set(e instanceof FoveaException f ? f.problem().line() : WORDS.get("failed"));
          }
        });
  }

  /**
   * Keeps the elements in which every word occurs in tag, keyword or value, with the sequences that
   * hold them.
   */
  private void filter() {
    String[] words = search.get().toLowerCase(Locale.ROOT).strip().split("\\s+");
    List<Element> kept = new ArrayList<>();
    List<Element> parents = new ArrayList<>();
    for (Element e : all) {
      while (!parents.isEmpty() && parents.getLast().depth() >= e.depth()) {
        parents.removeLast();
      }
      if (fits(e, words)) {
        for (Element parent : parents) {
          if (kept.stream().noneMatch(k -> k == parent)) {
            kept.add(parent);
          }
        }
        kept.add(e);
      }
      parents.add(e);
    }
    shown.setAll(kept);
    if (source != null && !all.isEmpty()) {
      message.set(WORDS.get("count", kept.size(), all.size()));
    }
  }

  private static boolean fits(Element e, String[] words) {
    String text =
        (e.tag() + " " + e.tag().replaceAll("[(),]", "") + " " + e.keyword() + " " + e.value())
            .toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }

  public StringProperty searchProperty() {
    return search;
  }

  /** How many elements are shown, or why none are. */
  public ReadOnlyStringProperty messageProperty() {
    return message.getReadOnlyProperty();
  }

  public ObservableList<Element> shown() {
    return shown;
  }
}
