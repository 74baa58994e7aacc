package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import org.fovea.common.Text;
import org.fovea.imaging.pixel.Presentation;

/** A choice of window that stays a choice while slices change. */
public sealed interface WindowPreset {
  /** How it is named to the user. */
  String title();

  /** Centre and width that do not depend on the image. */
  record Fixed(String title, double center, double width) implements WindowPreset {}

  /** What the header of each slice says, by its place among the header's windows. */
  record Header(String title, int index) implements WindowPreset {}

  /** Between two percentiles of the values of the slice at which it was chosen. */
  record Percentiles(String title, double low, double high) implements WindowPreset {}

  /** At most nine presets for a modality, in the order of the keys 1 to 9. */
  static List<WindowPreset> of(String modality, Presentation presentation) {
    Text text = Text.of(WindowPreset.class);
    List<WindowPreset> list = new ArrayList<>();
    if (modality.equals("CT")) {
      // customary values; see for example Radiopaedia, "Windowing (CT)"
      list.add(new Fixed(text.get("window.brain"), 40, 80));
      list.add(new Fixed(text.get("window.subdural"), 75, 215));
      list.add(new Fixed(text.get("window.stroke"), 40, 40));
      list.add(new Fixed(text.get("window.bone"), 480, 2500));
      list.add(new Fixed(text.get("window.lung"), -600, 1500));
      list.add(new Fixed(text.get("window.mediastinum"), 50, 350));
      list.add(new Fixed(text.get("window.abdomen"), 60, 400));
      list.add(new Fixed(text.get("window.liver"), 60, 160));
      list.add(auto());
      return list;
    }
    list.add(auto());
    list.add(new Percentiles(text.get("window.contrast"), 10, 97));
    list.add(new Percentiles(text.get("window.full"), 0, 100));
    for (int i = 0; i < presentation.vois().size() && list.size() < 9; i++) {
      list.add(header(presentation, i));
    }
    return list;
  }

  /** The first window of the header, or percentiles where it has none. */
  static WindowPreset first(Presentation presentation) {
    return presentation.vois().isEmpty() ? auto() : header(presentation, 0);
  }

  private static WindowPreset header(Presentation presentation, int index) {
    String said = presentation.vois().get(index).explanation();
    Text text = Text.of(WindowPreset.class);
    return new Header(
        said == null || said.isBlank() ? text.get("window.header", index + 1) : said, index);
  }

  private static WindowPreset auto() {
    return new Percentiles(Text.of(WindowPreset.class).get("window.auto"), 1, 99);
  }
}
