package org.fovea.ui.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Origin;
import org.fovea.finding.enteropathy.MucosalPlace.Point;
import org.fovea.finding.enteropathy.Observed;
import org.fovea.imaging.slide.SlideLabels;
import org.fovea.testing.Fx;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MucosaPanelTest {
  private final MucosaModel model = new MucosaModel();

  @BeforeAll
  static void start() {
    Fx.start();
  }

  /** Twelve places of 0.5 µm a pixel. */
  private static Mucosa mucosa(double cryptUm, double villusUm) {
    List<MucosalPlace> places = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double mouth = 4000 - 2 * cryptUm;
      places.add(
          MucosalPlace.drawn(
              "p" + i,
              1,
              new Point(500 * i, 4000),
              new Point(500 * i, mouth),
              new Point(500 * i, mouth - 2 * villusUm),
              0.5,
              Origin.MODEL));
    }
    return Mucosa.judged(
        0.5, new SlideLabels(0, 0, 1, new byte[0]), List.of(), List.of(), Observed.of(places));
  }

  private MucosaPanel panel(Mucosa mucosa) {
    return Fx.call(
        () -> {
          ActionRegistry actions = new ActionRegistry();
          for (String id : List.of("mucosa.add", "mucosa.remove", "mucosa.undo")) {
            actions.add(
                new Action(
                    id,
                    id,
                    Category.SLIDES,
                    Scope.PATHOLOGY,
                    List.of(),
                    new SimpleBooleanProperty(true),
                    () -> {},
                    null,
                    false));
          }
          MucosaPanel panel = new MucosaPanel(model, actions);
          new Scene(panel, 220, 900);
          panel.applyCss();
          model.show("result", "1.2.3", mucosa, places -> {});
          panel.layout();
          return panel;
        });
  }

  private static String words(MucosaPanel panel, String id) {
    return Fx.call(() -> ((Label) panel.lookup("#" + id)).getText());
  }

  @Test
  void classAndSuggestionStandFirst() {
    Mucosa flat = mucosa(400, 40);
    MucosaPanel panel = panel(flat);
    assertThat(words(panel, "mucosa-class")).isEqualTo("Marsh–Oberhuber 3c");
    double coeliac = flat.judgement().degrees().get("coeliac");
    assertThat(coeliac).isGreaterThan(0.3);
    assertThat(words(panel, "mucosa-suggestion"))
        .isEqualTo(
            String.format(
                java.util.Locale.ROOT, "Suggestion: Coeliac disease, degree %.2f", coeliac));
    Fx.run(
        () ->
            assertThat(panel.lookup("#mucosa-suggestion").getBoundsInParent().getMaxY())
                .isLessThan(80));
  }

  @Test
  void theSuggestionFollowsWhatIsLeftOut() {
    MucosaPanel panel = panel(mucosa(150, 600));
    assertThat(words(panel, "mucosa-suggestion")).startsWith("Suggestion: Normal");
    Fx.run(
        () -> {
          for (int i = 0; i < 8; i++) {
            model.step(1);
            model.remove();
          }
        });
    assertThat(words(panel, "mucosa-class")).isEqualTo("No class can be given");
    assertThat(words(panel, "mucosa-suggestion")).startsWith("Suggestion: Indeterminate");
  }
}
