package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.common.Text;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Scope;
import org.fovea.ui.mucosa.MucosaModel;

/** The actions of the slide view, for the registry. */
final class SlideActions {
  private static final Text TEXT = Text.of(SlideActions.class);
  private static final int[] MAGNIFICATIONS = {1, 2, 5, 10, 20, 40};
  private static final double STEP = 80;

  private final SlideView view;
  private final ObservableBooleanValue open;
  private final List<Action> all = new ArrayList<>();

  private SlideActions(SlideView view) {
    this.view = view;
    this.open = view.openProperty();
  }

  static List<Action> of(SlideView view) {
    SlideActions a = new SlideActions(view);
    a.slides();
    a.place();
    a.light();
    a.tools();
    a.marks();
    a.overlay();
    a.mucosa();
    return List.copyOf(a.all);
  }

  private Action make(String id, Category category, String keys, Runnable run) {
    return Action.of(TEXT, id, category, Scope.PATHOLOGY, keys, run).when(open);
  }

  private void add(String id, Category category, String keys, Runnable run) {
    all.add(make(id, category, keys, run));
  }

  private void repeating(String id, Category category, String keys, Runnable run) {
    all.add(make(id, category, keys, run).repeating());
  }

  private void slides() {
    add("slide.previous", Category.SLIDES, "Shift+PgUp", () -> view.step(-1));
    add("slide.next", Category.SLIDES, "Shift+PgDn", () -> view.step(1));
    add("slide.nextSpot", Category.REVIEW, "Z", () -> view.spots().step(1));
    add("slide.previousSpot", Category.REVIEW, "Shift+Z", () -> view.spots().step(-1));
    add("slide.label", Category.SLIDES, "Shift+L", view::toggleLabel);
    add("slide.overview", Category.SLIDES, "O", () -> view.canvas().toggleMap());
    add("slide.copy", Category.FILE, "Ctrl+C", view::copy);
    add("slide.save", Category.FILE, "Ctrl+S", view::chooseAndSave);
    add("slide.strips", Category.LAYOUT, "Tab", view::toggleStrips);
  }

  private void place() {
    SlideModel m = view.model();
    for (int i = 0; i < MAGNIFICATIONS.length; i++) {
      int times = MAGNIFICATIONS[i];
      String key = Integer.toString(i + 1);
      add("slide.times" + times, Category.SLIDES, key, () -> view.magnification(times));
    }
    add("slide.fit", Category.SLIDES, "F", m::fit);
    add("slide.oneToOne", Category.SLIDES, "0", m::oneToOne);
    repeating("slide.larger", Category.SLIDES, "PgUp", () -> m.zoom(1));
    repeating("slide.smaller", Category.SLIDES, "PgDn", () -> m.zoom(-1));
    repeating("slide.left", Category.SLIDES, "Left", () -> m.pan(STEP, 0));
    repeating("slide.right", Category.SLIDES, "Right", () -> m.pan(-STEP, 0));
    repeating("slide.up", Category.SLIDES, "Up", () -> m.pan(0, STEP));
    repeating("slide.down", Category.SLIDES, "Down", () -> m.pan(0, -STEP));
    add("slide.rotate", Category.SLIDES, "Shift+R", () -> m.turn(90));
    repeating("slide.turnLeft", Category.SLIDES, ",", () -> m.turn(-5));
    repeating("slide.turnRight", Category.SLIDES, ".", () -> m.turn(5));
    add("slide.upright", Category.SLIDES, "U", () -> m.turn(-m.transform().angle()));
  }

  private void light() {
    SlideModel m = view.model();
    add("slide.stain", Category.SLIDES, "S", m::nextStain);
    repeating(
        "slide.brighter",
        Category.SLIDES,
        "Shift+Up",
        () -> m.brightness(m.look().brightness() + 0.05));
    repeating(
        "slide.darker",
        Category.SLIDES,
        "Shift+Down",
        () -> m.brightness(m.look().brightness() - 0.05));
    repeating(
        "slide.moreContrast",
        Category.SLIDES,
        "Shift+Right",
        () -> m.contrast(m.look().contrast() + 0.1));
    repeating(
        "slide.lessContrast",
        Category.SLIDES,
        "Shift+Left",
        () -> m.contrast(m.look().contrast() - 0.1));
    add("slide.asScanned", Category.SLIDES, "Shift+S", m::resetLight);
  }

  private void tools() {
    tool("slide.tool.move", "M", SlideTool.MOVE);
    tool("slide.tool.light", "W", SlideTool.LIGHT);
    tool("slide.tool.ruler", "L", SlideTool.RULER);
    tool("slide.tool.rectangle", "K", SlideTool.RECTANGLE);
    tool("slide.tool.polygon", "P", SlideTool.POLYGON);
    tool("slide.tool.point", "T", SlideTool.POINT);
  }

  private void marks() {
    MarksModel m = view.marks();
    MarkDrawing d = view.drawing();
    mark("mark.close", "Enter", d::close, d.activeProperty());
    mark("mark.abandon", "Esc", view::abandon, open);
    mark("mark.rename", "F2", view::renameSelected, m.selectedProperty().isNotNull());
    mark("mark.delete", "Delete|Backspace", m::removeSelected, m.selectedProperty().isNotNull());
    mark("mark.undo", "Ctrl+Z", m::undo, m.undoableProperty());
  }

  private void mucosa() {
    MucosaModel m = view.mucosa();
    place("mucosa.add", "Y", view::measureVillus, m.shownProperty());
    place("mucosa.next", "J", () -> m.step(1), m.shownProperty());
    place("mucosa.previous", "Shift+J", () -> m.step(-1), m.shownProperty());
    place("mucosa.remove", "Shift+Delete", m::remove, m.chosenProperty());
    place("mucosa.undo", "Ctrl+Shift+Z", m::undo, m.undoableProperty());
  }

  private void place(String id, String keys, Runnable run, ObservableBooleanValue when) {
    all.add(Action.of(TEXT, id, Category.TOOLS, Scope.PATHOLOGY, keys, run).when(when));
  }

  private void mark(String id, String keys, Runnable run, ObservableBooleanValue when) {
    all.add(Action.of(TEXT, id, Category.TOOLS, Scope.PATHOLOGY, keys, run).when(when));
  }

  private void tool(String id, String keys, SlideTool tool) {
    add(id, Category.TOOLS, keys, () -> view.model().toolProperty().set(tool));
  }

  private void overlay() {
    SlideOverlays o = view.overlays();
    add("slide.tissue", Category.OVERLAY, "Shift+T", view.tissue()::toggle);
    add("slide.heat", Category.OVERLAY, "H", o::toggleHeat);
    add("slide.heatOutline", Category.OVERLAY, "Shift+O", o::toggleOutlined);
    add("slide.heatColors", Category.OVERLAY, "V", o::nextColorMap);
    add("slide.heatNext", Category.OVERLAY, "Shift+B", o::nextHeat);
    repeating("slide.heatFainter", Category.OVERLAY, "[", () -> o.opacity(o.opacity() - 0.1));
    repeating("slide.heatStronger", Category.OVERLAY, "]", () -> o.opacity(o.opacity() + 0.1));
    repeating("slide.heatLower", Category.OVERLAY, "-", () -> o.threshold(o.threshold() - 0.05));
    repeating("slide.heatHigher", Category.OVERLAY, "=", () -> o.threshold(o.threshold() + 0.05));
    all.add(
        make("slide.hide", Category.OVERLAY, "Space", () -> o.hide(true))
            .untilReleased(() -> o.hide(false)));
  }
}
