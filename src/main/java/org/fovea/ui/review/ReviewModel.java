package org.fovea.ui.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Review;
import org.fovea.finding.SolidMeasurer;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.Reading;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Format;
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
  private final Settings settings;
  private final ObservableList<KnownResult> results = FXCollections.observableArrayList();
  private final ObservableList<FindingRow> rows = FXCollections.observableArrayList();
  private final ObjectProperty<KnownResult> result = new SimpleObjectProperty<>();
  private final ObjectProperty<FindingRow> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<PanelState> state =
      new ReadOnlyObjectWrapper<>(new PanelState.NoStudy());
  private final ReadOnlyObjectWrapper<Asking> asking = new ReadOnlyObjectWrapper<>(Asking.NOTHING);
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
  private final SimpleBooleanProperty editing = new SimpleBooleanProperty();
  private final VerdictQueue verdicts;
  private final StudyAnalyses analyses;

  private Reviewing reviewing;
  private Images images;
  private Study study;
  private Sight sight = Sight.plain();
  private Instant openedAt = Instant.now();
  private KnownResult blinkTo;
  private boolean signing;
  private Runnable afterReviewer;
  private Runnable onSigned = () -> {};
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
    this.settings = settings;
    this.analyses = new StudyAnalyses(activities);
    this.verdicts = new VerdictQueue(tasks, this::latest, this::written, this::notWritten);
    result.addListener((p, before, now) -> show(before, now));
    selected.addListener(
        (p, before, now) -> {
          asking.set(Asking.NOTHING);
          showOverlays();
          revision.set(revision.get() + 1);
        });
  }

  /** Starts to use the use cases, once they are there. */
  public void connect(Reviewing useCases) {
    reviewing = useCases;
    verdicts.connect(useCases);
  }

  /** The images that show what the panel lists. */
  public void connect(Images view) {
    images = view;
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
    onSigned = signed;
    onChanged = changed;
    analyses.tell(ran);
  }

  /** Shows what is known of a study; null for none. */
  public void open(Study opened) {
    study = opened;
    sight = Sight.plain();
    openedAt = Instant.now();
    results.clear();
    result.set(null);
    blinkTo = null;
    verdicts.forget();
    trouble.set("");
    asking.set(Asking.NOTHING);
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
            List<KnownResult> known = found.results();
            sight = found.sight();
            results.setAll(known);
            if (sight.blinded()) {
              state.set(new PanelState.Blinded());
            } else if (!analyses.running().containsKey(opened.studyInstanceUid())) {
              result.set(known.isEmpty() ? null : known.getFirst());
              state.set(stateOf(result.get()));
              if (images != null && result.get() != null) {
                images.prefer(result.get().imageUid());
              }
              jump(); // what is known already is on the image when the study opens
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
    asking.set(Asking.NOTHING);
    trouble.set("");
    Tasks.Running running =
        analyses.start(
            reviewing,
            which,
            overrideGate,
            made -> {
              if (isOpen(uid) && !sight.blinded()) {
                results.addAll(0, made);
                result.set(made.isEmpty() ? result.get() : made.getFirst());
                state.set(stateOf(result.get()));
                jump();
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
                state.set(stateOf(result.get()));
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

  private PanelState stateOf(KnownResult shown) {
    return study == null ? new PanelState.NoStudy() : PanelState.of(shown);
  }

  /** Whether a study is the one that is read without sight of the AI. */
  private boolean blinded(Study which) {
    return sight.blinded() && which == study;
  }

  /** Asks whether to run a model on what it is not meant for. */
  public void askOverride() {
    asking.set(Asking.OVERRIDE);
  }

  // --- what is shown

  private void show(KnownResult before, KnownResult now) {
    if (before != null && now != null && !before.id().equals(now.id())) {
      blinkTo = before;
    }
    String selectedBefore = selected.get() == null ? null : selected.get().id();
    List<FindingRow> made = new ArrayList<>();
    switch (now) {
      case null -> {}
      case KnownResult.Own own -> {
        List<Finding> findings = new ArrayList<>(own.analysis().findings());
        findings.sort(Comparator.comparingDouble(Finding::probability).reversed());
        for (Finding f : findings) {
          made.add(FindingRow.of(f, own.review().verdict(f.trackingUid()).orElse(null)));
        }
      }
      case KnownResult.Foreign foreign -> foreign.parts().forEach(p -> made.add(FindingRow.of(p)));
    }
    rows.setAll(made);
    made.forEach(this::measure);
    selected.set(
        made.stream()
            .filter(r -> r.id().equals(selectedBefore))
            .findFirst()
            .orElse(made.isEmpty() ? null : made.getFirst()));
    if (!(state.get() instanceof PanelState.Analysing)) {
      state.set(stateOf(now));
    }
    showOverlays();
    revision.set(revision.get() + 1);
  }

  /** Measures a corrected region in the background. */
  private void measure(FindingRow row) {
    Verdict v = row.verdictProperty().get();
    if (v != null && v.changed() != null && !v.changed().voxels().isEmpty()) {
      tasks.start(
          progress -> SolidMeasurer.measure(v.changed()),
          solid -> {
            row.measured(solid);
            revision.set(revision.get() + 1);
          },
          e -> {});
    }
  }

  private void showOverlays() {
    if (images == null) {
      return;
    }
    KnownResult shown = result.get();
    List<Images.Outline> outlines = new ArrayList<>();
    for (FindingRow row : rows) {
      if (row.mask() != null) {
        outlines.add(new Images.Outline(row.id(), row.label(), row.mask(), row.decision()));
      }
    }
    images.show(shown, outlines, selected.get() == null ? "" : selected.get().id());
  }

  /** Selects the next finding, or the previous one, and shows its slice. */
  public void step(int by) {
    if (!rows.isEmpty()) {
      int at = rows.indexOf(selected.get());
      select(rows.get(Math.floorMod(at + by, rows.size())));
    }
  }

  /** Selects a finding and shows its slice. */
  public void select(FindingRow row) {
    selected.set(row);
    jump();
  }

  /** Speaks of a finding without moving the images. */
  public void speakOf(String id) {
    FindingRow row = row(id);
    if (row != null) {
      selected.set(row);
    }
  }

  private void jump() {
    FindingRow row = selected.get();
    if (row != null && row.centroid() != null && images != null) {
      images.jumpTo(row.centroid());
    }
  }

  /** Shows the result that was shown before this one; again, and this one is back. */
  public void blink() {
    if (blinkTo == null && results.size() > 1) {
      blinkTo = results.stream().filter(r -> r != result.get()).findFirst().orElse(null);
    }
    if (blinkTo != null) {
      String id = blinkTo.id();
      results.stream().filter(r -> r.id().equals(id)).findFirst().ifPresent(result::set);
    }
  }

  // --- verdicts

  /** Accepts the selected finding as it was found. */
  public void accept() {
    decide(selected.get(), Said.of(Verdict.Decision.ACCEPTED, null), true);
  }

  /** Asks for the reason why the selected finding is rejected. */
  public void askReason() {
    if (reviewable()) {
      asking.set(Asking.REASON);
    }
  }

  /** Rejects the selected finding. */
  public void reject(String reason) {
    asking.set(Asking.NOTHING);
    decide(selected.get(), Said.of(Verdict.Decision.REJECTED, reason), true);
  }

  /** Asks of what class the selected finding is, where there is a choice. */
  public void askClass() {
    if (reviewable() && classes().size() > 1) {
      asking.set(Asking.CLASS);
    }
  }

  /** What a finding of the result that is shown can be called. */
  public List<FindingClass> classes() {
    return result.get() instanceof KnownResult.Own own ? own.classes() : List.of();
  }

  /** Calls the selected finding by another class; by its own, it is accepted. */
  public void changeClass(FindingClass other) {
    asking.set(Asking.NOTHING);
    FindingRow row = selected.get();
    if (row == null || row.finding() == null) {
      return;
    }
    boolean own = other.label().equals(row.finding().label());
    decide(row, Said.of(row.verdictProperty().get()).called(own ? null : other), true);
  }

  /** Asks for a comment on the selected finding. */
  public void askComment() {
    if (reviewable()) {
      asking.set(Asking.COMMENT);
    }
  }

  /** Adds a comment to what holds for the selected finding. */
  public void comment(String text) {
    asking.set(Asking.NOTHING);
    FindingRow row = selected.get();
    if (row != null) {
      Said said = Said.of(row.verdictProperty().get());
      decide(row, said.commented(text.isBlank() ? null : text.strip()), true);
    }
  }

  /** Lets the user change the outline of the selected finding. */
  public void edit() {
    FindingRow row = selected.get();
    if (reviewable() && row.area() != null && images != null) {
      images.edit(
          row.id(),
          row.label(),
          row.area(),
          changed -> decide(row, Said.of(row.verdictProperty().get()).redrawn(changed), true));
    } else if (reviewable() && row.mask() != null && images != null) {
      List<Heatmap> heatmaps = result.get().heatmaps();
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
    if (!(result.get() instanceof KnownResult.Own shown)) {
      return;
    }
    withReviewer(
        reviewer ->
            tasks.start(
                progress -> reviewing.changePlaces(shown, places, reviewer),
                changed -> {
                  trouble.set("");
                  replace(changed);
                  showOverlays();
                  revision.set(revision.get() + 1);
                  onChanged.run();
                },
                e -> {
                  trouble.set(WORDS.get("places.notSaved", words(e)));
                  showOverlays();
                  revision.set(revision.get() + 1);
                }));
  }

  /** Takes the last verdict back by adding one that says what held before. */
  public void undo() {
    for (var last = verdicts.last(); last.isPresent(); last = verdicts.last()) {
      FindingRow row = row(last.get().trackingUid());
      if (result.get() instanceof KnownResult.Own own
          && own.id().equals(last.get().analysisUid())
          && row != null) {
        decide(row, Said.of(last.get().before()), false);
        select(row);
        return;
      }
    }
    activities.say(WORDS.get("undo.nothing"));
  }

  /** Closes what the panel asks without an answer. */
  public void stopAsking() {
    asking.set(Asking.NOTHING);
    afterReviewer = null;
  }

  private boolean reviewable() {
    return result.get() instanceof KnownResult.Own && selected.get() != null;
  }

  private void decide(FindingRow row, Said said, boolean canBeUndone) {
    if (row != null && result.get() instanceof KnownResult.Own own) {
      withReviewer(
          reviewer ->
              verdicts.add(own, row, said.by(reviewer, row.id(), Instant.now()), canBeUndone));
    }
  }

  private void written(VerdictQueue.Step step, Review after) {
    trouble.set("");
    replace(step.of().with(after));
    FindingRow row = row(step.row().id());
    if (row != null) {
      row.verdict(step.verdict());
      measure(row);
    }
    showOverlays();
    revision.set(revision.get() + 1);
    onChanged.run();
  }

  private void notWritten(VerdictQueue.Step step, Exception e) {
    trouble.set(WORDS.get("verdict.notSaved", step.row().label(), words(e)));
    revision.set(revision.get() + 1);
  }

  private Review latest(KnownResult.Own of) {
    return results.stream()
        .filter(r -> r instanceof KnownResult.Own o && o.id().equals(of.id()))
        .map(r -> ((KnownResult.Own) r).review())
        .findFirst()
        .orElse(of.review());
  }

  /** Puts a newer state of a result in its place without drawing all rows anew. */
  private void replace(KnownResult.Own now) {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).id().equals(now.id())) {
        KnownResult shown = result.get();
        results.set(i, now);
        if (shown != null && shown.id().equals(now.id())) {
          FindingRow keep = selected.get();
          List<FindingRow> same = List.copyOf(rows);
          result.set(now);
          if (rows.size() == same.size()) {
            rows.setAll(same);
            selected.set(keep);
          }
        }
        return;
      }
    }
  }

  private FindingRow row(String id) {
    return rows.stream().filter(r -> r.id().equals(id)).findFirst().orElse(null);
  }

  // --- reviewer

  private void withReviewer(Consumer<Verdict.Reviewer> then) {
    Optional<Verdict.Reviewer> known = settings.reviewer();
    if (known.isPresent()) {
      then.accept(known.get());
    } else {
      afterReviewer = () -> settings.reviewer().ifPresent(then);
      asking.set(Asking.REVIEWER);
    }
  }

  /** The answer to {@link Asking#REVIEWER}; what was to be done is done then. */
  public void reviewer(String name, String organization) {
    if (!name.isBlank()) {
      settings.reviewerProperty().set(name.strip());
      settings.organizationProperty().set(organization.strip());
      Runnable then = afterReviewer;
      stopAsking();
      if (then != null) {
        then.run();
      }
    }
  }

  // --- reading twice

  /** What the user may see as the reader they are. */
  public Sight sight() {
    return sight;
  }

  /** Asks for the user's own diagnosis of the case. */
  private void askDiagnosis() {
    withReviewer(reviewer -> asking.set(Asking.DIAGNOSIS));
  }

  /** Records the user's diagnosis; a first reader's review is signed then. */
  public void diagnose(FindingClass diagnosis) {
    asking.set(Asking.NOTHING);
    Study of = study;
    Sight seen = sight;
    Instant since = openedAt;
    if (of == null || seen.role().isEmpty()) {
      return;
    }
    withReviewer(
        reviewer ->
            tasks.start(
                progress -> {
                  reviewing.read(
                      new Reading(
                          of.studyInstanceUid(),
                          seen.role().get(),
                          reviewer,
                          diagnosis,
                          null,
                          since,
                          Instant.now()));
                  return reviewing.sight(of);
                },
                now -> {
                  trouble.set("");
                  onChanged.run();
                  if (of != study) {
                    return;
                  }
                  sight = now;
                  revision.set(revision.get() + 1);
                  if (seen.blinded()) {
                    activities.say(WORDS.get("diagnosis.kept", diagnosis.label()));
                    onSigned.run();
                  } else {
                    sign();
                  }
                },
                e -> trouble.set(words(e))));
  }

  // --- signing

  /** Signs the review when everything is decided; else shows what is not. */
  public void sign() {
    if (state.get() instanceof PanelState.Blinded) {
      if (sight.due()) {
        askDiagnosis();
      } else {
        onSigned.run();
      }
      return;
    }
    if (!(result.get() instanceof KnownResult.Own own)
        || own.analysis().status() != Analysis.Status.COMPLETED
        || signing) {
      return;
    }
    if (verdicts.busy()) {
      activities.say(WORDS.get("sign.saving"));
      return;
    }
    List<FindingRow> open =
        rows.stream().filter(r -> r.decision() == Verdict.Decision.PENDING).toList();
    if (!open.isEmpty()) {
      trouble.set(WORDS.get("sign.open", open.size()));
      select(open.getFirst());
      return;
    }
    if (sight.due()) {
      askDiagnosis();
      return;
    }
    if (own.signed()) {
      onSigned.run(); // signed already: on to the next case
      return;
    }
    Study of = study;
    withReviewer(
        reviewer -> {
          signing = true;
          revision.set(revision.get() + 1);
          tasks.start(
              progress -> reviewing.sign(of, own, reviewer),
              signed -> {
                signing = false;
                trouble.set("");
                replace(signed.result());
                revision.set(revision.get() + 1);
                activities.say(
                    WORDS.get(
                        "sign.done",
                        Format.personName(reviewer.name()),
                        String.valueOf(signed.report())));
                onChanged.run();
                onSigned.run();
              },
              e -> {
                signing = false;
                revision.set(revision.get() + 1);
                trouble.set(WORDS.get("sign.failed", words(e)));
              });
        });
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
    return results;
  }

  /** The result that is shown; null for none. */
  public ObjectProperty<KnownResult> resultProperty() {
    return result;
  }

  /** The findings of the result that is shown, most probable first. */
  public ObservableList<FindingRow> rows() {
    return rows;
  }

  public ReadOnlyObjectProperty<FindingRow> selectedProperty() {
    return selected;
  }

  public ReadOnlyObjectProperty<PanelState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Asking> askingProperty() {
    return asking.getReadOnlyProperty();
  }

  /** What went wrong last, for the user; empty for nothing. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /** Grows with everything that is not in another property: verdicts, signing, selection. */
  public ReadOnlyIntegerProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** Whether the review of the result shown is signed. */
  public boolean signed() {
    return result.get() instanceof KnownResult.Own own && own.signed();
  }
}
