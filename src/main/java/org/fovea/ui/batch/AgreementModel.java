package org.fovea.ui.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.fovea.batch.Batches;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.agreement.Agreement;
import org.fovea.finding.agreement.Agreement.Pairing;
import org.fovea.finding.agreement.ReadCase;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;

/** How far readers and AI agree and how long they took, without its looks. On the JavaFX thread. */
public final class AgreementModel {
  private static final Text WORDS = Text.of(AgreementModel.class);

  private final Tasks tasks;
  private final Activities activities;
  private final ReadOnlyObjectWrapper<Agreement> agreement =
      new ReadOnlyObjectWrapper<>(Agreement.of(List.of(), List.of()));
  private final ObjectProperty<Pairing> pairing = new SimpleObjectProperty<>(Pairing.FIRST_SECOND);
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private Batches batches;

  public AgreementModel(Tasks tasks, Activities activities) {
    this.tasks = tasks;
    this.activities = activities;
  }

  /** Starts to use the readings, once they are there; they are read when the page is shown. */
  public void connect(Batches opened) {
    batches = opened;
  }

  /** Reads again what was read twice. */
  public void refresh() {
    if (batches == null) {
      return;
    }
    tasks.start(
        progress -> batches.doubleReading().agreement(),
        now -> {
          trouble.set("");
          agreement.set(now);
        },
        e -> trouble.set(words(e)));
  }

  /** Writes tables and reports into a folder. */
  public void export(Path folder) {
    if (batches == null) {
      return;
    }
    activities.start(
        progress -> batches.exportReadings().run(folder, progress),
        done ->
            activities.say(
                WORDS.get("export.done", done.files().size(), folder, done.problems().size())),
        e -> trouble.set(words(e)),
        () -> activities.say(WORDS.get("export.cancelled", folder)));
  }

  /**
   * How many cases fall below each limit and not below the one before, and how many reach the last.
   *
   * @param limits rising
   * @param of null is left out
   */
  static int[] histogram(
      List<ReadCase> cases, List<Duration> limits, Function<ReadCase, Duration> of) {
    int[] counts = new int[limits.size() + 1];
    for (ReadCase c : cases) {
      Duration d = of.apply(c);
      if (d != null) {
        int bin = 0;
        while (bin < limits.size() && d.compareTo(limits.get(bin)) >= 0) {
          bin++;
        }
        counts[bin]++;
      }
    }
    return counts;
  }

  private static String words(Exception e) {
    return e instanceof FoveaException f ? f.problem().line() : WORDS.get("failed.unknown");
  }

  /** The agreement in the cases of which both readings are in. */
  public ReadOnlyObjectProperty<Agreement> agreementProperty() {
    return agreement.getReadOnlyProperty();
  }

  /** The two whose table is shown. */
  public ObjectProperty<Pairing> pairingProperty() {
    return pairing;
  }

  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }
}
