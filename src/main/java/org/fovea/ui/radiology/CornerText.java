package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.common.Text;
import org.fovea.dicom.Patient;
import org.fovea.imaging.geometry.Plane;
import org.fovea.ui.common.Format;

/** What is written in the corners of a picture; always of the picture that is on screen. */
record CornerText(
    List<String> topLeft,
    List<String> topRight,
    List<String> bottomLeft,
    List<String> bottomRight) {
  private static final Text TEXT = Text.of(CornerText.class);

  static CornerText of(ViewportModel m) {
    List<String> topLeft = new ArrayList<>();
    List<String> topRight = new ArrayList<>();
    List<String> bottomLeft = new ArrayList<>();
    List<String> bottomRight = new ArrayList<>();
    Shown shown = m.shown();
    if (shown != null) {
      add(topLeft, title(shown));
      if (m.picturedIndex() >= 0) {
        add(topLeft, (m.picturedIndex() + 1) + " / " + shown.size());
        add(topLeft, m.slice().label());
      }
      Patient patient = shown.study().patient();
      add(topRight, Format.personName(patient.name()));
      if (!patient.id().equals(Format.personName(patient.name()))) {
        add(topRight, patient.id());
      }
      add(
          topRight,
          (Format.date(patient.birthDate())
                  + "  "
                  + Format.sexAndAge(patient.sex(), patient.birthDate(), shown.study().date()))
              .trim());
      add(topRight, Format.date(shown.study().date()));
    }
    if (m.decoded().isPresent()) {
      if (!m.colored()) {
        add(bottomLeft, window(m));
      }
      add(bottomLeft, String.format(Locale.ROOT, "%.2g×", m.zoom()).replace("e+", "e"));
      Plane plane = m.plane();
      if (plane != null) {
        add(bottomRight, Directions.position(plane));
      }
      if (shown.stack().grid() != null && shown.size() > 1) {
        add(
            bottomRight,
            TEXT.get(
                "corner.every",
                String.format(Locale.ROOT, "%.1f", shown.stack().grid().sliceSpacingMm())));
      }
    }
    return new CornerText(topLeft, topRight, bottomLeft, bottomRight);
  }

  /** What a stack is called: its series, and its own label where the series has several. */
  static String title(Shown shown) {
    String series = shown.series().description();
    if (series.isBlank()) {
      series = (shown.series().modality() + " " + shown.series().number()).trim();
    }
    String label = shown.stack().label();
    return shown.series().stacks().size() > 1 && label != null && !label.isBlank()
        ? series + " · " + label
        : series;
  }

  private static String window(ViewportModel m) {
    Window w = m.window();
    String name = m.preset() == null ? "" : m.preset().title();
    return "W "
        + number(w.width())
        + "  L "
        + number(w.center())
        + (name.isEmpty() ? "" : "  " + name);
  }

  /** A value with as many decimals as its size calls for. */
  static String number(double v) {
    double size = Math.abs(v);
    if (size >= 100 || v == Math.rint(v)) {
      return Long.toString(Math.round(v));
    }
    return String.format(Locale.ROOT, size >= 1 ? "%.1f" : "%.3f", v);
  }

  private static void add(List<String> lines, String line) {
    if (line != null && !line.isBlank()) {
      lines.add(line);
    }
  }
}
