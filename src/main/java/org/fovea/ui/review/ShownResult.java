package org.fovea.ui.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.finding.Finding;
import org.fovea.finding.Review;
import org.fovea.finding.SolidMeasurer;
import org.fovea.finding.Verdict;
import org.fovea.ui.common.Tasks;

/**
 * What is known of a study, which of it is shown, its rows, and the one that is spoken of; the
 * images follow. On the JavaFX thread.
 */
final class ShownResult {
  private final Tasks tasks;
  private final ObservableList<KnownResult> results = FXCollections.observableArrayList();
  private final ObservableList<FindingRow> rows = FXCollections.observableArrayList();
  private final ObjectProperty<KnownResult> result = new SimpleObjectProperty<>();
  private final ObjectProperty<FindingRow> selected = new SimpleObjectProperty<>();
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
  private Images images;
  private KnownResult blinkTo;

  ShownResult(Tasks tasks) {
    this.tasks = tasks;
    result.addListener((p, before, now) -> show(before, now));
    selected.addListener((p, before, now) -> changed());
  }

  void connect(Images view) {
    images = view;
  }

  ObservableList<KnownResult> results() {
    return results;
  }

  ObservableList<FindingRow> rows() {
    return rows;
  }

  ObjectProperty<KnownResult> result() {
    return result;
  }

  ObjectProperty<FindingRow> selected() {
    return selected;
  }

  ReadOnlyIntegerProperty revision() {
    return revision.getReadOnlyProperty();
  }

  /** The result that is shown, where it is one of Fovea's own. */
  Optional<KnownResult.Own> own() {
    return result.get() instanceof KnownResult.Own own ? Optional.of(own) : Optional.empty();
  }

  /** The row that a verdict can be given on. */
  Optional<FindingRow> reviewable() {
    return own().map(own -> selected.get());
  }

  FindingRow row(String id) {
    return rows.stream().filter(r -> r.id().equals(id)).findFirst().orElse(null);
  }

  /** Shows nothing. */
  void clear() {
    results.clear();
    result.set(null);
    blinkTo = null;
  }

  /** Shows the latest of what is known of a study that was opened, and brings it into view. */
  void open(List<KnownResult> known) {
    results.setAll(known);
    result.set(known.isEmpty() ? null : known.getFirst());
    if (images != null && result.get() != null) {
      images.prefer(result.get().imageUid());
    }
    jump();
  }

  /** Shows what was just made, before what was known. */
  void add(List<KnownResult> made) {
    results.addAll(0, made);
    if (!made.isEmpty()) {
      result.set(made.getFirst());
    }
    jump();
  }

  /** Tells views and images of a change that is in no other property. */
  void changed() {
    showOverlays();
    tell();
  }

  /** Tells views alone. */
  void tell() {
    revision.set(revision.get() + 1);
  }

  private void show(KnownResult before, KnownResult now) {
    if (before != null && now != null && !before.id().equals(now.id())) {
      blinkTo = before;
    }
    String selectedBefore = selected.get() == null ? null : selected.get().id();
    List<FindingRow> made = rowsOf(now);
    rows.setAll(made);
    made.forEach(this::measure);
    selected.set(
        made.stream()
            .filter(r -> r.id().equals(selectedBefore))
            .findFirst()
            .orElse(made.isEmpty() ? null : made.getFirst()));
    changed();
  }

  private static List<FindingRow> rowsOf(KnownResult shown) {
    return switch (shown) {
      case null -> List.of();
      case KnownResult.Own own ->
          own.analysis().findings().stream()
              .sorted(Comparator.comparingDouble(Finding::probability).reversed())
              .map(f -> FindingRow.of(f, own.review().verdict(f.trackingUid()).orElse(null)))
              .toList();
      case KnownResult.Foreign foreign -> foreign.parts().stream().map(FindingRow::of).toList();
    };
  }

  /** Measures a corrected region in the background. */
  void measure(FindingRow row) {
    Verdict v = row.verdictProperty().get();
    if (v != null && v.changed() != null && !v.changed().voxels().isEmpty()) {
      tasks.start(
          progress -> SolidMeasurer.measure(v.changed()),
          solid -> {
            row.measured(solid);
            tell();
          },
          e -> {});
    }
  }

  private void showOverlays() {
    if (images == null) {
      return;
    }
    List<Images.Outline> outlines = new ArrayList<>();
    for (FindingRow row : rows) {
      if (row.mask() != null) {
        outlines.add(new Images.Outline(row.id(), row.label(), row.mask(), row.decision()));
      }
    }
    images.show(result.get(), outlines, selected.get() == null ? "" : selected.get().id());
  }

  /** Selects the next finding, or the previous one, and shows its slice. */
  void step(int by) {
    if (!rows.isEmpty()) {
      int at = rows.indexOf(selected.get());
      select(rows.get(Math.floorMod(at + by, rows.size())));
    }
  }

  /** Selects a finding and shows its slice. */
  void select(FindingRow row) {
    selected.set(row);
    jump();
  }

  private void jump() {
    FindingRow row = selected.get();
    if (row != null && row.centroid() != null && images != null) {
      images.jumpTo(row.centroid());
    }
  }

  /** Shows the result that was shown before this one; again, and this one is back. */
  void blink() {
    if (blinkTo == null && results.size() > 1) {
      blinkTo = results.stream().filter(r -> r != result.get()).findFirst().orElse(null);
    }
    if (blinkTo != null) {
      String id = blinkTo.id();
      results.stream().filter(r -> r.id().equals(id)).findFirst().ifPresent(result::set);
    }
  }

  /** The review of a result as it is now. */
  Review latest(KnownResult.Own of) {
    return results.stream()
        .filter(r -> r instanceof KnownResult.Own o && o.id().equals(of.id()))
        .map(r -> ((KnownResult.Own) r).review())
        .findFirst()
        .orElse(of.review());
  }

  /** Puts a newer state of a result in its place without drawing all rows anew. */
  void replace(KnownResult.Own now) {
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
}
