package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Point2D;
import org.fovea.common.Text;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Study;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.display.SlideAppearance.Stain;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;
import org.fovea.ui.common.Format;

/** What stands in the corners of a slide. */
final class CornerWords {
  private static final Text TEXT = Text.of(CornerWords.class);

  private CornerWords() {}

  /** Patient, specimen, stain. */
  static List<String> whose(SlideModel m) {
    List<String> lines = new ArrayList<>();
    ShownSlide shown = m.shown();
    if (shown == null) {
      return lines;
    }
    Study study = shown.study();
    Patient p = study.patient();
    String name = Format.personName(p.name());
    add(lines, name);
    add(lines, p.id().equals(name) ? "" : p.id());
    add(
        lines,
        (Format.date(p.birthDate()) + "  " + Format.sexAndAge(p.sex(), p.birthDate(), study.date()))
            .strip());
    add(lines, Format.date(study.date()));
    add(lines, shown.title());
    add(lines, shown.stains());
    return lines;
  }

  /** Magnification, size of a screen pixel, turn, light. */
  static List<String> how(SlideModel m) {
    List<String> lines = new ArrayList<>();
    Slide s = m.slide();
    if (s == null) {
      return lines;
    }
    double scale = m.transform().scale();
    StringBuilder first = new StringBuilder(Magnification.text(s, scale));
    if (s.calibrated()) {
      double um = 1000 * s.highest().spacingXMm() / scale;
      first.append(String.format(Locale.ROOT, um < 10 ? "   %.2f µm/px" : "   %.0f µm/px", um));
    } else {
      first.append("   ").append(TEXT.get("corner.noScale"));
    }
    add(lines, first.toString());
    if (m.transform().angle() != 0) {
      add(lines, TEXT.get("corner.turned", Math.round(m.transform().angle())));
    }
    SlideAppearance look = m.look();
    if (look.stain() != Stain.AS_SCANNED) {
      add(lines, TEXT.get("stain." + look.stain().name()));
    }
    if (look.brightness() != 0 || look.contrast() != 1) {
      add(
          lines,
          TEXT.get(
              "corner.light",
              Math.round(100 * look.brightness()),
              String.format(Locale.ROOT, "%.2f", look.contrast())));
    }
    return lines;
  }

  /** Where the pointer is, in the slide coordinate system; in pixels where there is no scale. */
  static String where(SlideModel m) {
    Optional<Point2D> at = m.pointed();
    if (at.isEmpty()) {
      return "";
    }
    Slide s = m.slide();
    double x = at.get().getX();
    double y = at.get().getY();
    if (!s.calibrated()) {
      return String.format(Locale.ROOT, "x %.0f  y %.0f px", x, y);
    }
    Vec3 mm = s.placement().toSlide(x, y, s.highest());
    return String.format(Locale.ROOT, "x %.3f  y %.3f mm", mm.x(), mm.y());
  }

  private static void add(List<String> lines, String line) {
    if (line != null && !line.isBlank() && !lines.contains(line)) {
      lines.add(line);
    }
  }
}
