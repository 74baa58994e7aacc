package org.fovea.ui.review;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.fovea.common.Text;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Scope;

/** The actions of the findings panel. */
public final class ReviewActions {
  private static final Text WORDS = Text.of(ReviewActions.class);

  private ReviewActions() {}

  /** All of them, for the registry. */
  public static List<Action> of(ReviewModel model) {
    BooleanBinding own =
        Bindings.createBooleanBinding(
            () -> model.resultProperty().get() instanceof KnownResult.Own, model.resultProperty());
    BooleanBinding finding =
        own.and(model.selectedProperty().isNotNull()).and(model.editingProperty().not());
    BooleanBinding outline =
        finding.and(
            Bindings.createBooleanBinding(
                () ->
                    model.selectedProperty().get() != null
                        && model.selectedProperty().get().outlined(),
                model.selectedProperty()));
    BooleanBinding classes =
        finding.and(
            Bindings.createBooleanBinding(
                () -> model.classes().size() > 1, model.resultProperty()));
    BooleanBinding rows =
        Bindings.createBooleanBinding(() -> !model.rows().isEmpty(), model.rows());
    BooleanBinding several =
        Bindings.createBooleanBinding(() -> model.results().size() > 1, model.results());
    BooleanBinding idle =
        Bindings.createBooleanBinding(
            () ->
                !(model.stateProperty().get() instanceof PanelState.Analysing
                    || model.stateProperty().get() instanceof PanelState.Blinded
                    || model.stateProperty().get() instanceof PanelState.NoStudy),
            model.stateProperty());
    BooleanBinding blinded =
        Bindings.createBooleanBinding(
            () -> model.stateProperty().get() instanceof PanelState.Blinded, model.stateProperty());
    return List.of(
        action("analysis.run", Category.ANALYSIS, "D|F5", () -> model.analyze(false)).when(idle),
        action("review.accept", Category.REVIEW, "A", model::accept).when(finding),
        action("review.reject", Category.REVIEW, "R", model::askReason).when(finding),
        action("review.class", Category.REVIEW, "Q", model::askClass).when(classes),
        action("review.edit", Category.REVIEW, "E", model::edit).when(outline),
        action("review.comment", Category.REVIEW, "C", model::askComment).when(finding),
        action("review.next", Category.REVIEW, "N", () -> model.step(1)).when(rows),
        action("review.previous", Category.REVIEW, "Shift+N", () -> model.step(-1)).when(rows),
        action("review.undo", Category.REVIEW, "Ctrl+Z", model::undo).when(own),
        action("review.blink", Category.REVIEW, "B", model::blink).when(several),
        action("review.sign", Category.REVIEW, "Enter", model::sign)
            .when(own.or(blinded).and(model.editingProperty().not())));
  }

  private static Action action(String id, Category category, String keys, Runnable run) {
    return Action.of(WORDS, id, category, Scope.READ, keys, run);
  }
}
