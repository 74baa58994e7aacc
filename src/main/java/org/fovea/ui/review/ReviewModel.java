package org.fovea.ui.review;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;
import org.fovea.ui.settings.Settings;

/**
 * The findings panel without its looks. A verdict is on disk before its row changes; when it cannot
 * be written the row stays as it was and {@link #troubleProperty} says why. On the JavaFX thread.
 */
public final class ReviewModel {
  private static final Text WORDS = Text.of(ReviewModel.class);

  private final Tasks tasks;
  private final Activities activities;
  private final ReadOnlyObjectWrapper<PanelState> state =
      new ReadOnlyObjectWrapper<>(new PanelState.NoStudy());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final SimpleBooleanProperty editing = new SimpleBooleanProperty();
  private final Questions questions;
  private final ShownResult shown;
  private final VerdictQueue verdicts;
  private final StudyAnalyses analyses;
  private final Signing signing;

  private Reviewing reviewing;
  private Images images;
  private Study study;
  private Runnable onChanged = () -> {};

  /** What the panel asks of the user at the moment, in place. */
  public enum Asking {
    NOTHING,
    REASON,
    CLASS,
    COMMENT,
    DIAGNOSIS,
    REVIEWER,
    OVERRIDE
  }

  private record Known(Sight sight, List<KnownResult> results) {}

  public ReviewModel(Tasks tasks, Activities activities, Settings settings) {
    this.tasks = tasks;
    this.activities = activities;
    this.analyses = new StudyAnalyses(activities);
    this.questions = new Questions(settings);
    this.shown = new ShownResult(tasks);
    this.verdicts = new VerdictQueue(tasks, shown::latest, this::written, this::notWritten);
    this.signing = new Signing(tasks, activities, questions, shown, verdicts, trouble::set);
    shown.selected().addListener((p, before, now) -> questions.stop());
    shown
        .result()
        .addListener(
            (p, before, now) -> {
              if (!(state.get() instanceof PanelState.Analysing)) {
                state.set(stateOf(now));
              }
            });
  }

  /** Starts to use the use cases, once they are there. */
  public void connect(Reviewing useCases) {
    reviewing = useCases;
    verdicts.connect(useCases);
    signing.connect(useCases);
  }

  /** The images that show what the panel lists. */
  public void connect(Images view) {
    images = view;
    shown.connect(view);
    editing.bind(view.editing());
  }

  /** Whether an outline is being changed; verdicts wait until it is saved or thrown away. */
  public ReadOnlyBooleanProperty editingProperty() {
    return editing;
  }

  /**
   * Who is told.
   *
   * @param signed after a review was signed: the next case is wanted
   * @param changed after anything that the worklist shows has changed
   * @param ran after a model has run, with the id of the device that it ended on
   */
  public void tell(Runnable signed, Runnable changed, Consumer<String> ran) {
    onChanged = changed;
    signing.tell(signed, changed);
    analyses.tell(ran);
  }

  /** Shows what is known of a study; null for none. */
  public void open(Study opened) {
    study = opened;
    signing.open(opened);
    shown.clear();
    verdicts.forget();
    trouble.set("");
    questions.stop();
    if (opened == null) {
      state.set(new PanelState.NoStudy());
      return;
    }
    Tasks.Running running = analyses.running().get(opened.studyInstanceUid());
    state.set(running != null ? new PanelState.Analysing(running) : new PanelState.Looking());
    tasks.start(
        progress -> {
          Sight seen = reviewing.sight(opened);
          return new Known(seen, seen.blinded() ? List.of() : reviewing.results(opened, progress));
        },
        found -> {
          if (opened == study) {
            signing.sight(found.sight());
            if (found.sight().blinded()) {
              state.set(new PanelState.Blinded());
            } else if (analyses.running().containsKey(opened.studyInstanceUid())) {
              shown.results().setAll(found.results());
            } else {
              shown.open(found.results());
              state.set(stateOf(shown.result().get()));
            }
          }
        },
        e -> {
          if (opened == study) {
            trouble.set(words(e));
            state.set(new PanelState.NotAnalysed());
          }
        });
  }

  // --- analysis

  /** Analyses the study that is open. */
  public void analyze(boolean overrideGate) {
    if (study != null) {
      analyze(study, overrideGate, () -> {});
    }
  }

  /**
   * Analyses a study, open or not.
   *
   * @param then called when it is over, however it ended
   */
  public void analyze(Study which, boolean overrideGate, Runnable then) {
    String uid = which.studyInstanceUid();
    if (reviewing == null || analyses.running().containsKey(uid) || blinded(which)) {
      return;
    }
    questions.stop();
    trouble.set("");
    Tasks.Running running =
        analyses.start(
            reviewing,
            which,
            overrideGate,
            made -> {
              if (isOpen(uid) && !sight().blinded()) {
                shown.add(made);
                state.set(stateOf(shown.result().get()));
              }
              onChanged.run();
              then.run();
            },
            e -> {
              if (isOpen(uid)) {
                state.set(new PanelState.Failed(words(e)));
              }
              onChanged.run();
              then.run();
            },
            () -> {
              if (isOpen(uid)) {
                state.set(stateOf(shown.result().get()));
              }
              then.run();
            });
    if (isOpen(uid)) {
      state.set(new PanelState.Analysing(running));
    }
  }

  private boolean isOpen(String studyInstanceUid) {
    return study != null && study.studyInstanceUid().equals(studyInstanceUid);
  }

  private PanelState stateOf(KnownResult known) {
    return study == null ? new PanelState.NoStudy() : PanelState.of(known);
  }

  /** Whether a study is the one that is read without sight of the AI. */
  private boolean blinded(Study which) {
    return sight().blinded() && which == study;
  }

  /** Asks whether to run a model on what it is not meant for. */
  public void askOverride() {
    questions.ask(Asking.OVERRIDE);
  }

  // --- what is shown

  /** Selects the next finding, or the previous one, and shows its slice. */
  public void step(int by) {
    shown.step(by);
  }

  /** Selects a finding and shows its slice. */
  public void select(FindingRow row) {
    shown.select(row);
  }

  /** Speaks of a finding without moving the images. */
  public void speakOf(String id) {
    FindingRow row = shown.row(id);
    if (row != null) {
      shown.selected().set(row);
    }
  }

  /** Shows the result that was shown before this one; again, and this one is back. */
  public void blink() {
    shown.blink();
  }

  // --- verdicts

  /** Accepts the selected finding as it was found. */
  public void accept() {
    decide(shown.selected().get(), Said.of(Verdict.Decision.ACCEPTED, null), true);
  }

  /** Asks for the reason why the selected finding is rejected. */
  public void askReason() {
    if (shown.reviewable().isPresent()) {
      questions.ask(Asking.REASON);
    }
  }

  /** Rejects the selected finding. */
  public void reject(String reason) {
    questions.stop();
    decide(shown.selected().get(), Said.of(Verdict.Decision.REJECTED, reason), true);
  }

  /** Asks of what class the selected finding is, where there is a choice. */
  public void askClass() {
    if (shown.reviewable().isPresent() && classes().size() > 1) {
      questions.ask(Asking.CLASS);
    }
  }

  /** What a finding of the result that is shown can be called. */
  public List<FindingClass> classes() {
    return shown.own().map(KnownResult.Own::classes).orElse(List.of());
  }

  /** Calls the selected finding by another class; by its own, it is accepted. */
  public void changeClass(FindingClass other) {
    questions.stop();
    FindingRow row = shown.selected().get();
    if (row == null || row.finding() == null) {
      return;
    }
    boolean own = other.label().equals(row.finding().label());
    decide(row, Said.of(row.verdictProperty().get()).called(own ? null : other), true);
  }

  /** Asks for a comment on the selected finding. */
  public void askComment() {
    if (shown.reviewable().isPresent()) {
      questions.ask(Asking.COMMENT);
    }
  }

  /** Adds a comment to what holds for the selected finding. */
  public void comment(String text) {
    questions.stop();
    FindingRow row = shown.selected().get();
    if (row != null) {
      Said said = Said.of(row.verdictProperty().get());
      decide(row, said.commented(text.isBlank() ? null : text.strip()), true);
    }
  }

  /** Lets the user change the outline of the selected finding. */
  public void edit() {
    FindingRow row = shown.reviewable().orElse(null);
    if (row == null || images == null) {
      return;
    }
    if (row.area() != null) {
      images.edit(
          row.id(),
          row.label(),
          row.area(),
          changed -> decide(row, Said.of(row.verdictProperty().get()).redrawn(changed), true));
    } else if (row.mask() != null) {
      List<Heatmap> heatmaps = shown.result().get().heatmaps();
      images.edit(
          row.id(),
          row.label(),
          row.mask(),
          heatmaps.isEmpty() ? null : heatmaps.getFirst(),
          changed -> {
            if (changed.voxels().isEmpty()) {
              trouble.set(WORDS.get("edit.empty", row.label()));
            } else {
              decide(row, Said.redrawn(changed), true);
            }
          });
    }
  }

  /** Records places on the mucosa of the result that is shown, as the physician left them. */
  public void changePlaces(List<MucosalPlace> places) {
    KnownResult.Own own = shown.own().orElse(null);
    if (own == null) {
      return;
    }
    questions.withReviewer(
        reviewer ->
            tasks.save(
                () -> reviewing.changePlaces(own, places, reviewer),
                changed -> {
                  trouble.set("");
                  shown.replace(changed);
                  shown.changed();
                  onChanged.run();
                },
                e -> {
                  trouble.set(WORDS.get("places.notSaved", words(e)));
                  shown.changed();
                }));
  }

  /** Takes the last verdict back by adding one that says what held before. */
  public void undo() {
    for (var last = verdicts.last(); last.isPresent(); last = verdicts.last()) {
      FindingRow row = shown.row(last.get().trackingUid());
      String analysisUid = last.get().analysisUid();
      if (row != null && shown.own().filter(own -> own.id().equals(analysisUid)).isPresent()) {
        decide(row, Said.of(last.get().before()), false);
        select(row);
        return;
      }
    }
    activities.say(WORDS.get("undo.nothing"));
  }

  /** Closes what the panel asks without an answer. */
  public void stopAsking() {
    questions.stop();
  }

  private void decide(FindingRow row, Said said, boolean canBeUndone) {
    KnownResult.Own own = shown.own().orElse(null);
    if (row != null && own != null) {
      questions.withReviewer(
          reviewer ->
              verdicts.add(own, row, said.by(reviewer, row.id(), Instant.now()), canBeUndone));
    }
  }

  private void written(VerdictQueue.Step step, Review after) {
    trouble.set("");
    shown.replace(step.of().with(after));
    FindingRow row = shown.row(step.row().id());
    if (row != null) {
      row.verdict(step.verdict());
      shown.measure(row);
    }
    shown.changed();
    onChanged.run();
  }

  private void notWritten(VerdictQueue.Step step, Exception e) {
    trouble.set(WORDS.get("verdict.notSaved", step.row().label(), words(e)));
    shown.tell();
  }

  /** The answer to {@link Asking#REVIEWER}; what was to be done is done then. */
  public void reviewer(String name, String organization) {
    questions.reviewer(name, organization);
  }

  // --- reading twice and signing

  /** What the user may see as the reader they are. */
  public Sight sight() {
    return signing.sight();
  }

  /** Records the user's diagnosis; a first reader's review is signed then. */
  public void diagnose(FindingClass diagnosis) {
    signing.diagnose(diagnosis);
  }

  /** Signs the review when everything is decided; else shows what is not. */
  public void sign() {
    signing.sign(state.get() instanceof PanelState.Blinded);
  }

  static String words(Exception e) {
    return e instanceof FoveaException f ? f.problem().line() : WORDS.get("failed.unknown");
  }

  // --- what views bind to

  /** The analyses under way, by study. */
  public ObservableMap<String, Tasks.Running> analysing() {
    return analyses.running();
  }

  /** What is known of the study, latest first. */
  public ObservableList<KnownResult> results() {
    return shown.results();
  }

  /** The result that is shown; null for none. */
  public ObjectProperty<KnownResult> resultProperty() {
    return shown.result();
  }

  /** The findings of the result that is shown, most probable first. */
  public ObservableList<FindingRow> rows() {
    return shown.rows();
  }

  public ReadOnlyObjectProperty<FindingRow> selectedProperty() {
    return shown.selected();
  }

  public ReadOnlyObjectProperty<PanelState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Asking> askingProperty() {
    return questions.asking();
  }

  /** What went wrong last, for the user; empty for nothing. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /** Grows with everything that is not in another property: verdicts, signing, selection. */
  public ReadOnlyIntegerProperty revisionProperty() {
    return shown.revision();
  }

  /** Whether the review of the result shown is signed. */
  public boolean signed() {
    return shown.own().filter(KnownResult.Own::signed).isPresent();
  }
}
