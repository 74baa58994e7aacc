package org.fovea.ui.review;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.fovea.finding.Verdict;
import org.fovea.ui.review.ReviewModel.Asking;
import org.fovea.ui.settings.Settings;

/**
 * What the panel asks of the user, in place, one thing at a time; and who they are, which is asked
 * once. On the JavaFX thread.
 */
final class Questions {
  private final Settings settings;
  private final ReadOnlyObjectWrapper<Asking> asking = new ReadOnlyObjectWrapper<>(Asking.NOTHING);
  private Runnable afterReviewer;

  Questions(Settings settings) {
    this.settings = settings;
  }

  void ask(Asking what) {
    asking.set(what);
  }

  /** Closes what is asked without an answer. */
  void stop() {
    asking.set(Asking.NOTHING);
    afterReviewer = null;
  }

  /** Does something in the reviewer's name; where it is not known, once they have said it. */
  void withReviewer(Consumer<Verdict.Reviewer> then) {
    Optional<Verdict.Reviewer> known = settings.reviewer();
    if (known.isPresent()) {
      then.accept(known.get());
    } else {
      afterReviewer = () -> settings.reviewer().ifPresent(then);
      asking.set(Asking.REVIEWER);
    }
  }

  /** The answer to {@link Asking#REVIEWER}; what was to be done is done then. */
  void reviewer(String name, String organization) {
    if (name.isBlank()) {
      return;
    }
    settings.reviewerProperty().set(name.strip());
    settings.organizationProperty().set(organization.strip());
    Runnable then = afterReviewer;
    stop();
    if (then != null) {
      then.run();
    }
  }

  ReadOnlyObjectProperty<Asking> asking() {
    return asking.getReadOnlyProperty();
  }
}
