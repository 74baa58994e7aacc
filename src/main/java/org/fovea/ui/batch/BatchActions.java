package org.fovea.ui.batch;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.fovea.batch.CaseEntry.State;
import org.fovea.batch.CaseOrder;
import org.fovea.common.Text;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Scope;

/** The actions of the queue. */
public final class BatchActions {
  private static final Text WORDS = Text.of(BatchActions.class);

  private BatchActions() {}

  /**
   * All of them, for the registry.
   *
   * @param review opens the case that is to be reviewed next
   * @param open opens the selected case
   */
  public static List<Action> of(BatchModel model, Runnable review, Runnable open) {
    BooleanBinding result = selected(model, State.DONE, State.REFUSED);
    return List.of(
        action("batch.pause", "P", model::togglePause),
        action("batch.order", "O", () -> model.order(other(model.orderProperty().get()))),
        action("batch.retry", "T", model::retry)
            .when(selected(model, State.SET_ASIDE, State.SKIPPED, State.REFUSED)),
        action("batch.skip", "S", model::skip)
            .when(selected(model, State.WAITING, State.SET_ASIDE)),
        action("batch.ahead", "F", model::ahead).when(selected(model, State.WAITING)),
        action("batch.open", "Enter", open).when(result),
        action("batch.review", "V", review)
            .when(
                Bindings.createBooleanBinding(
                    () -> model.nextToReview(null).isPresent(), model.rows())),
        action("batch.clear", "", model::clearEnded)
            .when(
                Bindings.createBooleanBinding(
                    () -> model.rows().stream().anyMatch(r -> r.ended()), model.rows())));
  }

  private static CaseOrder other(CaseOrder order) {
    return order == CaseOrder.URGENCY ? CaseOrder.ARRIVAL : CaseOrder.URGENCY;
  }

  private static BooleanBinding selected(BatchModel model, State... states) {
    return Bindings.createBooleanBinding(
        () ->
            model.selectedProperty().get() != null
                && List.of(states).contains(model.selectedProperty().get().state()),
        model.selectedProperty());
  }

  private static Action action(String id, String keys, Runnable run) {
    return Action.of(WORDS, id, Category.BATCH, Scope.BATCH, keys, run);
  }
}
