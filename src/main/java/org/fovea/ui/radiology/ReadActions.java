package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.common.Text;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Scope;

/** The actions of the reading place, for the registry. */
final class ReadActions {
  private static final Text TEXT = Text.of(ReadActions.class);

  private final ReadView view;
  private final ObservableBooleanValue open;
  private final List<Action> all = new ArrayList<>();

  private ReadActions(ReadView view) {
    this.view = view;
    this.open = view.openProperty();
  }

  static List<Action> of(ReadView view) {
    ReadActions a = new ReadActions(view);
    a.slices();
    a.windowing();
    a.place();
    a.tools();
    a.layout();
    a.overlay();
    a.editing();
    return List.copyOf(a.all);
  }

  private Action add(String id, Category category, String keys, Runnable run) {
    return add(Action.of(TEXT, id, category, Scope.READ, keys, run).when(open));
  }

  private Action add(Action action) {
    all.add(action);
    return action;
  }

  private void repeating(String id, Category category, String keys, Runnable run) {
    add(Action.of(TEXT, id, category, Scope.READ, keys, run).when(open).repeating());
  }

  private Runnable model(Consumer<ViewportModel> what) {
    return () -> what.accept(view.active());
  }

  private void slices() {
    repeating("slice.previous", Category.SLICES, "Up", model(m -> m.step(-1)));
    repeating("slice.next", Category.SLICES, "Down", model(m -> m.step(1)));
    repeating("slice.back", Category.SLICES, "PgUp", model(m -> m.step(-10)));
    repeating("slice.on", Category.SLICES, "PgDn", model(m -> m.step(10)));
    add("slice.first", Category.SLICES, "Home", model(m -> m.scrollTo(0)));
    add("slice.last", Category.SLICES, "End", model(m -> m.scrollTo(Integer.MAX_VALUE)));
    add("series.previous", Category.SLICES, "Left", () -> view.stepSeries(-1));
    add("series.next", Category.SLICES, "Right", () -> view.stepSeries(1));
    add("slice.cine", Category.SLICES, "P", () -> toggle(view.state().playingProperty()));
    add("slice.cineSlower", Category.SLICES, ",", () -> pace(-5));
    add("slice.cineFaster", Category.SLICES, ".", () -> pace(5));
  }

  private void pace(int by) {
    var fps = view.state().framesPerSecondProperty();
    fps.set(Math.clamp(fps.get() + by, 5, 60));
  }

  private static void toggle(javafx.beans.property.BooleanProperty p) {
    p.set(!p.get());
  }

  private void windowing() {
    for (int i = 1; i <= 9; i++) {
      int number = i;
      Action named =
          Action.of(
              TEXT,
              "window.preset" + i,
              Category.WINDOWING,
              Scope.READ,
              Integer.toString(i),
              model(m -> m.preset(number)));
      add(named.when(open));
    }
    add("window.invert", Category.WINDOWING, "I", model(ViewportModel::invert));
    add("window.smooth", Category.WINDOWING, "", model(ViewportModel::toggleSmooth));
  }

  private void place() {
    add("view.fit", Category.LAYOUT, "F", model(ViewportModel::fit));
    add("view.oneToOne", Category.LAYOUT, "0", model(ViewportModel::oneToOne));
    add("view.rotate", Category.LAYOUT, "Shift+R", model(ViewportModel::rotate));
    add(
        "view.flipHorizontally",
        Category.LAYOUT,
        "Shift+H",
        model(ViewportModel::flipHorizontally));
    add("view.flipVertically", Category.LAYOUT, "Shift+V", model(ViewportModel::flipVertically));
    add("view.copy", Category.FILE, "Ctrl+C", () -> view.copy(true));
    add("view.copyPlain", Category.FILE, "Ctrl+Shift+C", () -> view.copy(false));
    add("view.save", Category.FILE, "Ctrl+S", () -> view.chooseAndSave(true));
    add("view.savePlain", Category.FILE, "Ctrl+Shift+S", () -> view.chooseAndSave(false));
  }

  private void tools() {
    tool("tool.window", "W", Tool.WINDOW);
    tool("tool.pan", "", Tool.PAN);
    tool("tool.zoom", "Z", Tool.ZOOM);
    tool("tool.length", "L", Tool.LENGTH);
    tool("tool.angle", "M", Tool.ANGLE);
    tool("tool.rectangle", "K", Tool.RECTANGLE);
    tool("tool.ellipse", "O", Tool.ELLIPSE);
    tool("tool.text", "T", Tool.TEXT);
    add(
        "tool.delete",
        Category.TOOLS,
        "Delete|Backspace",
        () -> view.annotations().removeSelected());
    add(
        "tool.deleteAll",
        Category.TOOLS,
        "Shift+Delete",
        model(
            m -> {
              if (m.slice() != null) {
                view.annotations().clear(m.slice());
              }
            }));
    add("tool.abandon", Category.TOOLS, "Esc", view.grid()::abandon);
    add("tool.link", Category.TOOLS, "X", () -> toggle(view.state().linkedProperty()));
  }

  private void tool(String id, String keys, Tool tool) {
    add(id, Category.TOOLS, keys, () -> view.state().toolProperty().set(tool));
  }

  private void layout() {
    for (int n : new int[] {1, 2, 4}) {
      add("layout." + n, Category.LAYOUT, "G " + n, () -> view.state().layoutProperty().set(n));
    }
    add("layout.sync", Category.LAYOUT, "S", () -> toggle(view.state().synchronisedProperty()));
    add("layout.lines", Category.LAYOUT, "", () -> toggle(view.state().referenceLinesProperty()));
    add("layout.strips", Category.LAYOUT, "Tab", view::toggleStrips);
  }

  private void overlay() {
    OverlayModel o = view.overlays();
    add("overlay.heat", Category.OVERLAY, "H", o::toggleHeat);
    add("overlay.outline", Category.OVERLAY, "Shift+O", o::toggleOutlined);
    add("overlay.colors", Category.OVERLAY, "V", o::nextColorMap);
    add("overlay.next", Category.OVERLAY, "Shift+B", o::nextHeat);
    repeating("overlay.fainter", Category.OVERLAY, "[", () -> o.opacity(o.opacity() - 0.1));
    repeating("overlay.stronger", Category.OVERLAY, "]", () -> o.opacity(o.opacity() + 0.1));
    repeating("overlay.lower", Category.OVERLAY, "-", () -> o.threshold(o.threshold() - 0.05));
    repeating("overlay.higher", Category.OVERLAY, "=", () -> o.threshold(o.threshold() + 0.05));
    add(
        Action.of(TEXT, "overlay.hide", Category.OVERLAY, Scope.READ, "Space", () -> o.hide(true))
            .when(open)
            .untilReleased(() -> o.hide(false)));
  }

  private void editing() {
    Editing e = view.editing();
    EditActions.of(view.everyEditing()).forEach(this::add);
    cut("edit.cutLower", "-", () -> e.cut(e.thresholdProperty().get() - 0.05));
    cut("edit.cutHigher", "=", () -> e.cut(e.thresholdProperty().get() + 0.05));
  }

  private void cut(String id, String keys, Runnable run) {
    add(
        Action.of(TEXT, id, Category.EDIT, Scope.EDIT, keys, run)
            .when(view.editing().activeProperty())
            .repeating());
  }
}
