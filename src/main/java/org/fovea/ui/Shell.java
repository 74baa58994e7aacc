package org.fovea.ui;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.fovea.batch.CaseEntry;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.library.Library.AiState;
import org.fovea.library.Library.Query;
import org.fovea.library.Library.ReviewState;
import org.fovea.library.Library.StudyRow;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.PaletteModel;
import org.fovea.ui.batch.AgreementModel;
import org.fovea.ui.batch.BatchActions;
import org.fovea.ui.batch.BatchModel;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Tasks;
import org.fovea.ui.review.KnownResult;
import org.fovea.ui.review.PanelState;
import org.fovea.ui.review.ReviewActions;
import org.fovea.ui.review.ReviewModel;
import org.fovea.ui.settings.Settings;
import org.fovea.ui.worklist.WorklistModel;
import org.fovea.workflow.ConvertSlides;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the window is about: where the user is, which study is open, and what that leads to. */
final class Shell {
  private static final Logger LOG = LoggerFactory.getLogger(Shell.class);
  private static final Text WORDS = Text.of(Shell.class);
  private static final int MOST_PRIORS = 8;
  private static final int MOST_FOUND = 20;

  private final Tasks tasks = new Tasks();
  private final Activities activities = new Activities(tasks);
  private final ActionRegistry actions = new ActionRegistry();
  private final Settings settings;
  private final WorklistModel worklist = new WorklistModel(tasks, activities);
  private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.WORKLIST);
  private final ReadOnlyObjectWrapper<Study> study = new ReadOnlyObjectWrapper<>();
  private final DeviceState devices;
  private final ReviewModel review;
  private final BatchModel batch = new BatchModel(tasks, activities);
  private final AgreementModel agreement = new AgreementModel(tasks, activities);
  private boolean reviewingBatch;
  private List<Study> priors = List.of();
  private Backend backend;

  Shell(Settings settings) {
    this.settings = settings;
    devices = new DeviceState(settings.deviceProperty()::get);
    settings.deviceProperty().subscribe((before, now) -> devices.chosenChanged());
    review = new ReviewModel(tasks, activities, settings);
    review.tell(this::nextCase, this::resultsChanged, this::ranOn);
    actions.addAll(ReviewActions.of(review));
    actions.addAll(BatchActions.of(batch, this::reviewNext, this::openSelectedCase));
    review
        .analysing()
        .addListener(
            (InvalidationListener) o -> worklist.busy().setAll(review.analysing().keySet()));
  }

  /** Starts to use what was opened in the background. */
  void connect(Backend opened) {
    backend = opened;
    worklist.connect(opened.catalogue());
    review.connect(opened.reviewing());
    if (opened.batches() != null) {
      agreement.connect(opened.batches());
      batch.connect(
          opened.batches(),
          settings.deviceProperty()::get,
          settings::readerRole,
          () -> {
            worklist.refresh();
            reopened();
          });
      settings.readAsProperty().subscribe((before, now) -> readerChanged());
    }
    tasks.start(progress -> opened.devices().get(), devices::found, e -> {});
  }

  /** A reader in another place may see more or less. */
  private void readerChanged() {
    resultsChanged();
    if (study.get() != null) {
      review.open(study.get());
    }
  }

  private void ranOn(String device) {
    String wentOn = devices.ran(device);
    if (wentOn != null) {
      activities.say(wentOn);
    }
  }

  private void resultsChanged() {
    worklist.refresh();
    batch.refresh();
  }

  /** The study that is open may have got results from the queue. */
  private void reopened() {
    if (study.get() != null && review.stateProperty().get() instanceof PanelState.NotAnalysed) {
      review.open(study.get());
    }
  }

  /** Opens the case of the queue that is to be reviewed next; without one, shows the queue. */
  void reviewNext() {
    String now = reviewingBatch && study.get() != null ? study.get().studyInstanceUid() : null;
    batch
        .nextToReview(now)
        .ifPresentOrElse(
            entry -> {
              reviewingBatch = true;
              batch.selectedProperty().set(entry);
              openStudy(entry.studyInstanceUid());
            },
            () -> {
              reviewingBatch = false;
              activities.say(
                  WORDS.get(
                      settings.readerRole().isPresent() ? "notice.allRead" : "notice.allReviewed"));
              place.set(Place.BATCH);
            });
  }

  void openSelectedCase() {
    openCase(batch.selectedProperty().get());
  }

  /** Opens a case of the queue, if it has images. */
  void openCase(CaseEntry entry) {
    if (entry != null && entry.studyInstanceUid() != null) {
      reviewingBatch = true;
      openStudy(entry.studyInstanceUid());
    }
  }

  /** Puts files and folders on the queue; pictures become DICOM slides first, as is asked then. */
  void queue(List<Path> paths, Consumer<ConvertSlides.Pictures> ask) {
    pictures(paths, ask, () -> batch.add(paths));
  }

  /** As {@link #queue(List, Consumer)}, with what was said of the pictures. */
  void queue(List<Path> paths, ConversionRequest pictures) {
    worklist.add(paths, pictures, batch::addKnown);
  }

  void queueSamples() {
    if (backend == null || backend.samples() == null) {
      activities.say(WORDS.get("notice.noSamples"));
    } else {
      batch.add(List.of(backend.samples()));
    }
  }

  /** Takes files and folders in; a single study among them is opened at once. */
  void take(List<Path> paths) {
    take(paths, false);
  }

  /**
   * As {@link #take(List)}; if wanted, the latest study found there is opened, and every one that
   * has no result yet is analysed, one by one.
   */
  void take(List<Path> paths, boolean analyze) {
    take(paths, ConversionRequest.plain(), analyze);
  }

  /** Looks for pictures that become DICOM slides, and hands them on if there are any. */
  void pictures(List<Path> paths, Consumer<ConvertSlides.Pictures> ask) {
    pictures(paths, ask, () -> take(paths));
  }

  private void pictures(
      List<Path> paths, Consumer<ConvertSlides.Pictures> ask, Runnable otherwise) {
    if (backend == null) {
      return;
    }
    tasks.start(
        progress -> backend.catalogue().pictures(paths),
        found -> {
          if (found.files().isEmpty()) {
            otherwise.run();
          } else {
            ask.accept(found);
          }
        },
        e -> otherwise.run());
  }

  /** As {@link #take(List, boolean)}, with what is said of pictures that are not DICOM. */
  void take(List<Path> paths, ConversionRequest pictures, boolean analyze) {
    worklist.add(
        paths,
        pictures,
        studies -> {
          if (studies.size() == 1 || analyze && !studies.isEmpty()) {
            open(studies.getLast());
          } else {
            place.set(Place.WORKLIST);
          }
          if (analyze) {
            analyze(new ArrayDeque<>(studies.reversed()));
          }
        });
  }

  private void analyze(Deque<String> waiting) {
    String uid = waiting.poll();
    if (uid != null) {
      tasks.start(
          progress -> unanalysed(uid, progress),
          study ->
              study.ifPresentOrElse(
                  s -> review.analyze(s, false, () -> analyze(waiting)), () -> analyze(waiting)),
          e -> analyze(waiting));
    }
  }

  /** A study that no model has been run on; empty where one has. */
  private Optional<Study> unanalysed(String studyInstanceUid, Progress progress)
      throws FoveaException {
    Study opened = backend.catalogue().open(studyInstanceUid, progress);
    boolean known =
        backend.reviewing().results(opened, progress).stream()
            .anyMatch(KnownResult.Own.class::isInstance);
    return known ? Optional.empty() : Optional.of(opened);
  }

  /** Opens the next study of the worklist that is not signed; those with findings come first. */
  void nextCase() {
    if (reviewingBatch) {
      reviewNext();
      return;
    }
    List<StudyRow> rows = worklist.rows();
    Study now = study.get();
    List<StudyRow> waiting = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (now != null && rows.get(i).studyInstanceUid().equals(now.studyInstanceUid())) {
        at = i;
      }
    }
    for (int i = 1; i < rows.size(); i++) {
      StudyRow row = rows.get((at + i) % rows.size());
      if (row.reviewState() != ReviewState.SIGNED) {
        waiting.add(row);
      }
    }
    waiting.stream()
        .filter(r -> r.aiState() == AiState.COMPLETED)
        .findFirst()
        .or(() -> waiting.stream().findFirst())
        .ifPresentOrElse(
            row -> {
              worklist.selectedProperty().set(row);
              open(row);
            },
            () -> place.set(Place.WORKLIST));
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
    reviewingBatch = false;
    openStudy(studyInstanceUid);
  }

  /** Opens a study by its UID. */
  void openStudy(String studyInstanceUid) {
    tasks.start(
        progress -> read(studyInstanceUid, progress),
        opened -> {
          priors = opened.subList(1, opened.size());
          study.set(opened.getFirst());
          review.open(study.get()); // also when it is the same again: there may be new results
          place.set(Place.READ);
        },
        e -> activities.say(e instanceof FoveaException f ? f.problem().line() : e.toString()));
  }

  void close() {
    tasks.close();
    if (backend != null) {
      try {
        backend.resources().close();
      } catch (Exception e) {
        LOG.warn("not closed cleanly", e);
      }
    }
  }

  /**
   * A study, then the other studies of the same patient, latest first; unreadable ones left out.
   */
  private List<Study> read(String studyInstanceUid, Progress progress) throws FoveaException {
    List<Study> all = new ArrayList<>();
    Study wanted = backend.catalogue().open(studyInstanceUid, progress);
    all.add(wanted);
    String patient = wanted.patient().id();
    if (!patient.isBlank()) {
      for (StudyRow row : backend.catalogue().search(new Query(null, patient, null, null, null))) {
        if (row.patientId().equals(patient)
            && !row.studyInstanceUid().equals(studyInstanceUid)
            && all.size() <= MOST_PRIORS) {
          try {
            all.add(backend.catalogue().open(row.studyInstanceUid(), progress));
          } catch (FoveaException e) {
            LOG.warn("earlier study not shown: {}", e.problem().line());
          }
        }
      }
    }
    return all;
  }

  /** The study that is read and the others of its patient, for the strip of series. */
  List<Study> withPriors() {
    List<Study> all = new ArrayList<>();
    all.add(study.get());
    all.addAll(priors);
    return all;
  }

  /** Studies that fit what was typed, for the list of commands; off the JavaFX thread. */
  List<PaletteModel.Entry> findStudies(String text) throws FoveaException {
    List<PaletteModel.Entry> found = new ArrayList<>();
    for (StudyRow row : backend.catalogue().search(new Query(text, null, null, null, null))) {
      if (found.size() < MOST_FOUND) {
        found.add(
            new PaletteModel.Entry(
                Format.personName(row.patientName()),
                (Format.date(row.studyDate()) + "  " + row.description()).strip(),
                "",
                true,
                () -> open(row)));
      }
    }
    return found;
  }

  void changeTheme() {
    settings.themeProperty().set(settings.themeProperty().get().equals("dark") ? "light" : "dark");
  }

  BooleanBinding studyOpen() {
    return study.isNotNull();
  }

  /** What the window stands on; null while it is being opened. */
  Backend backend() {
    return backend;
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

  DeviceState devices() {
    return devices;
  }

  ReviewModel review() {
    return review;
  }

  AgreementModel agreement() {
    return agreement;
  }

  /** Whether cases of the queue are reviewed, one after the other. */
  boolean reviewingBatch() {
    return reviewingBatch;
  }

  BatchModel batch() {
    return batch;
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
