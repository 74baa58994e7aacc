package org.fovea.ui.common;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Long work under way, for the status line; and the last thing the user was told there. */
public final class Activities {
  private final Tasks tasks;
  private final ObservableList<Tasks.Running> running = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

  public Activities(Tasks tasks) {
    this.tasks = tasks;
  }

  /** As {@link Tasks#start}, and shown in the status line until it is over. */
  public <T> Tasks.Running start(
      Tasks.Work<T> work, Consumer<T> done, Consumer<Exception> failed, Runnable cancelled) {
    Tasks.Running[] self = new Tasks.Running[1];
    self[0] =
        tasks.start(
            work,
            result -> {
              running.remove(self[0]);
              done.accept(result);
            },
            e -> {
              running.remove(self[0]);
              failed.accept(e);
            },
            () -> {
              running.remove(self[0]);
              cancelled.run();
            });
    running.add(self[0]);
    return self[0];
  }

  /** What runs now, oldest first. */
  public ObservableList<Tasks.Running> running() {
    return running;
  }

  /** Says something in the status line. */
  public void say(String sentence) {
    notice.set(sentence);
  }

  /** The last sentence said. */
  public ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }
}
