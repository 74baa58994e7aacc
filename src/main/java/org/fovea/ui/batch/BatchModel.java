package org.fovea.ui.batch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.batch.Batches;
import org.fovea.batch.CaseEntry;
import org.fovea.batch.CaseOrder;
import org.fovea.batch.CaseQueue;
import org.fovea.batch.Pace;
import org.fovea.batch.RunCases;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.library.Library.ReviewState;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;

/**
 * The queue without its looks: what waits, what runs, what came of it, and the work itself, one
 * case after the other while it is not paused. On the JavaFX thread; the queue is asked on others.
 */
public final class BatchModel {
  private static final Text WORDS = Text.of(BatchModel.class);

  private final Tasks tasks;
  private final Activities activities;
  private final ObservableList<CaseEntry> rows = FXCollections.observableArrayList();
  private final ObjectProperty<CaseEntry> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<CaseOrder> order =
      new ReadOnlyObjectWrapper<>(CaseOrder.URGENCY);
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Tasks.Running> running = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Pace> pace =
      new ReadOnlyObjectWrapper<>(new Pace(Double.NaN, null));
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  private Batches batches;
  private Supplier<String> device = () -> "auto";
  private Supplier<Optional<ReaderRole>> role = Optional::empty;
  private Set<String> read = Set.of();
  private Runnable onChanged = () -> {};
  private boolean refreshing;
  private boolean refreshAgain;

  /** Counts beginnings and ends of changes of the queue. */
  private int changes;

  /** One thing done to the queue, off the JavaFX thread. */
  @FunctionalInterface
  private interface Change {
    void on(CaseQueue queue) throws FoveaException;
  }

  /** What the queue says of itself. */
  private record Picture(
      List<CaseEntry> cases, CaseOrder order, boolean paused, Set<String> read) {}

  public BatchModel(Tasks tasks, Activities activities) {
    this.tasks = tasks;
    this.activities = activities;
  }

  /**
   * Starts to use the queue, once it is open; unless it was paused, it goes on at once.
   *
   * @param deviceId where models are to run
   * @param readAs in which place the user reads cases that are read twice
   * @param changed told when a case has ended, since the worklist shows that too
   */
  public void connect(
      Batches opened,
      Supplier<String> deviceId,
      Supplier<Optional<ReaderRole>> readAs,
      Runnable changed) {
    role = readAs;
    batches = opened;
    device = deviceId;
    onChanged = changed;
    refresh();
  }

  /**
   * Reads the queue again and begins the next case if nothing hinders it. What was read before a
   * change of the queue came through is read once more, so that nothing is begun on an old state.
   */
  public void refresh() {
    if (batches == null) {
      return;
    }
    if (refreshing) {
      refreshAgain = true;
      return;
    }
    refreshing = true;
    int at = changes;
    CaseQueue queue = batches.queue();
    Optional<ReaderRole> as = role.get();
    tasks.start(
        progress ->
            new Picture(
                seen(queue.cases(), as),
                queue.order(),
                queue.paused(),
                as.isPresent() ? batches.doubleReading().read(as.get()) : Set.of()),
        picture -> {
          refreshing = false;
          boolean old = at != changes;
          if (!old) {
            show(picture);
            step();
          }
          if (old || refreshAgain) {
            refreshAgain = false;
            refresh();
          }
        },
        e -> {
          refreshing = false;
          trouble.set(words(e));
        });
  }

  /** The cases as a reader may see them; to a second reader their order tells nothing either. */
  private List<CaseEntry> seen(List<CaseEntry> cases, Optional<ReaderRole> as)
      throws FoveaException {
    if (as.isEmpty() || as.get() != ReaderRole.SECOND) {
      return cases;
    }
    Set<String> complete = batches.doubleReading().complete();
    return cases.stream()
        .map(c -> complete.contains(c.studyInstanceUid()) ? c : c.blinded())
        .sorted(Comparator.comparingLong(CaseEntry::number))
        .toList();
  }

  private void show(Picture picture) {
    read = picture.read();
    CaseEntry before = selected.get();
    order.set(picture.order());
    paused.set(picture.paused());
    rows.setAll(picture.cases());
    pace.set(Pace.of(picture.cases(), Instant.now()));
    selected.set(
        rows.stream()
            .filter(r -> before != null && r.number() == before.number())
            .findFirst()
            .orElse(rows.isEmpty() ? null : rows.getFirst()));
  }

  /** Puts what is in files and folders on the queue. */
  public void add(List<Path> paths) {
    add(progress -> batches.addCases().run(paths, List.of(), null, false, progress));
  }

  /** Puts studies on the queue that the library knows. */
  public void addKnown(List<String> studyInstanceUids) {
    add(progress -> batches.addCases().known(studyInstanceUids, progress));
  }

  private void add(Tasks.Work<org.fovea.batch.AddCases.Added> work) {
    if (batches == null) {
      return;
    }
    activities.start(
        work,
        added -> {
          activities.say(
              WORDS.get("add.done", added.added(), added.cases(), added.problems().size()));
          onChanged.run();
          refresh();
        },
        e -> trouble.set(words(e)),
        () -> activities.say(WORDS.get("add.cancelled")));
  }

  /** Begins the next case, if there is one and nothing hinders it. */
  private void step() {
    if (paused.get()
        || running.get() != null
        || rows.stream().noneMatch(r -> r.state() == CaseEntry.State.WAITING)) {
      return;
    }
    running.set(
        activities.start(
            progress ->
                batches
                    .runCases()
                    .next(
                        order.get(),
                        null,
                        device.get(),
                        entry -> Platform.runLater(this::refresh),
                        progress),
            this::ended,
            e -> {
              running.set(null);
              trouble.set(words(e));
              pause(true);
            },
            () -> {
              running.set(null);
              pause(true);
            }));
  }

  private void ended(Optional<RunCases.Ended> ended) {
    running.set(null);
    trouble.set("");
    ended.ifPresent(
        one -> {
          if (one instanceof RunCases.Broken broken) {
            activities.say(WORDS.get("case.aside", broken.problem().line()));
          }
        });
    onChanged.run();
    refresh();
  }

  /** Stops the case that runs, which waits again, or lets the queue go on. */
  public void pause(boolean stop) {
    if (stop && running.get() != null) {
      running.get().cancel();
    }
    if (!stop) {
      trouble.set("");
    }
    change(queue -> queue.pause(stop));
  }

  /** Pauses or goes on. */
  public void togglePause() {
    pause(!paused.get());
  }

  /** Chooses in which order cases are taken and listed. */
  public void order(CaseOrder wanted) {
    change(queue -> queue.order(wanted));
  }

  /** Lets the selected case wait again that was set aside, skipped or refused. */
  public void retry() {
    onSelected(CaseQueue::retry);
  }

  /** Leaves the selected case out. */
  public void skip() {
    onSelected(CaseQueue::skip);
  }

  /** Puts the selected case before the others. */
  public void ahead() {
    onSelected(CaseQueue::ahead);
  }

  /** Takes what has ended off the list; results and reviews stay. */
  public void clearEnded() {
    change(CaseQueue::clearEnded);
  }

  @FunctionalInterface
  private interface OnCase {
    void on(CaseQueue queue, long number) throws FoveaException;
  }

  private void onSelected(OnCase what) {
    CaseEntry entry = selected.get();
    if (entry != null) {
      change(queue -> what.on(queue, entry.number()));
    }
  }

  private void change(Change change) {
    if (batches == null) {
      return;
    }
    CaseQueue queue = batches.queue();
    changes++;
    tasks.start(
        progress -> {
          change.on(queue);
          return null;
        },
        done -> {
          changes++;
          refresh();
        },
        e -> {
          changes++;
          trouble.set(words(e));
          refresh();
        });
  }

  /**
   * The case to review after another: the first one of the list that has a result and is not signed
   * or, where cases are read twice, that the user has not read.
   *
   * @param after study that was reviewed last; null for none
   */
  public Optional<CaseEntry> nextToReview(String after) {
    return rows.stream()
        .filter(r -> r.state() == CaseEntry.State.DONE)
        .filter(this::open)
        .filter(r -> !r.studyInstanceUid().equals(after))
        .max(
            Comparator.comparingDouble(
                r -> order.get() == CaseOrder.URGENCY && r.urgency() > 0 ? r.urgency() : 0));
  }

  /** Whether the user still has something to say of a case. */
  boolean open(CaseEntry r) {
    return role.get().isPresent()
        ? !read.contains(r.studyInstanceUid())
        : r.reviewState() != ReviewState.SIGNED;
  }

  private static String words(Exception e) {
    return e instanceof FoveaException f ? f.problem().line() : WORDS.get("failed.unknown");
  }

  // --- what views bind to

  /** All cases in the order in which they are taken. */
  public ObservableList<CaseEntry> rows() {
    return rows;
  }

  public ObjectProperty<CaseEntry> selectedProperty() {
    return selected;
  }

  public ReadOnlyObjectProperty<CaseOrder> orderProperty() {
    return order.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /** The analysis of the case that runs; null for none. */
  public ReadOnlyObjectProperty<Tasks.Running> runningProperty() {
    return running.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Pace> paceProperty() {
    return pace.getReadOnlyProperty();
  }

  /** What went wrong last, for the user; empty for nothing. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }
}
