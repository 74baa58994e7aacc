package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fovea.common.ErrorCode;
import org.fovea.common.Problem;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.SlideImage;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.SlidePlacement;

/**
 * Puts the objects of one series together to slides: levels by size, parts of concatenations joined
 * (PS3.3 C.7.6.16.2.2.4), pictures of the glass apart. What does not fit is left out and said.
 */
final class SlideAssembler {
  private static final Text TEXT = Text.of(SlideAssembler.class);

  /** A pixel of the highest level below or above this is no microscope's, mm. */
  private static final double FINEST_MM = 0.00002;

  private static final double COARSEST_MM = 0.1;

  /** Pixels wider than high, or the other way round, by more than this factor are an error. */
  private static final double LONGEST_PIXEL = 2;

  /** One level while it is put together. */
  private record Level(ScannedSlide slide, List<ScannedObject> parts) {
    Instance first() {
      return parts.getFirst().instance;
    }

    SlideLevel asLevel(boolean calibrated) {
      return new SlideLevel(
          slide.columns(),
          slide.rows(),
          first().columns(),
          first().rows(),
          calibrated ? slide.spacingXMm() : Double.NaN,
          calibrated ? slide.spacingYMm() : Double.NaN);
    }
  }

  /** The slides of the objects of one series; several where several glasses are in it. */
  List<SlideImage> assemble(List<ScannedObject> objects, Consumer<Problem> problems) {
    Map<String, List<ScannedObject>> glasses = new LinkedHashMap<>();
    objects.stream()
        .sorted(Comparator.comparing(o -> o.instance.sopInstanceUid()))
        .forEach(o -> glasses.computeIfAbsent(o.slide.container(), c -> new ArrayList<>()).add(o));
    List<SlideImage> slides = new ArrayList<>();
    for (List<ScannedObject> glass : glasses.values()) {
      SlideImage slide = slide(glass, problems);
      if (slide != null) {
        slides.add(slide);
      }
    }
    return List.copyOf(slides);
  }

  private SlideImage slide(List<ScannedObject> objects, Consumer<Problem> problems) {
    List<String> remarks = new ArrayList<>();
    List<SlideImage.AssociatedImage> associated = new ArrayList<>();
    List<ScannedObject> volumes = new ArrayList<>();
    for (ScannedObject object : objects) {
      switch (object.slide.flavor()) {
        case "LABEL" -> associated.add(picture(SlideImage.Kind.LABEL, object));
        case "OVERVIEW", "LOCALIZER" -> associated.add(picture(SlideImage.Kind.OVERVIEW, object));
        case "THUMBNAIL" -> associated.add(picture(SlideImage.Kind.THUMBNAIL, object));
        default -> volumes.add(object);
      }
    }
    List<String> broken = new ArrayList<>();
    List<Level> levels = pyramid(levels(volumes, broken), remarks, broken);
    if (levels.isEmpty()) {
      ScannedObject first = objects.getFirst();
      String reason = broken.isEmpty() ? TEXT.get("slide.noLevel") : String.join(" ", broken);
      problems.accept(new Problem(ErrorCode.DAMAGED, first.instance.source().toString(), reason));
      return null;
    }
    remarks.addAll(broken);
    Level highest = levels.getFirst();
    boolean calibrated = calibrated(highest.slide(), remarks);
    if (highest.slide().layers() > 1) {
      remarks.add(TEXT.get("slide.layers", highest.slide().layers()));
    }
    ScannedObject first = highest.parts().getFirst();
    Slide slide =
        new Slide(
            first.instance.seriesInstanceUid(),
            first.frameOfReferenceUid,
            highest.slide().container(),
            first.seriesDescription,
            first.acquisition,
            highest.slide().stains(),
            placement(highest.slide()),
            levels.stream().map(l -> l.asLevel(calibrated)).toList());
    return new SlideImage(
        slide,
        levels.stream().map(l -> l.parts().stream().map(o -> o.instance).toList()).toList(),
        List.copyOf(associated),
        List.copyOf(remarks));
  }

  private static SlideImage.AssociatedImage picture(SlideImage.Kind kind, ScannedObject object) {
    return new SlideImage.AssociatedImage(kind, object.instance);
  }

  private static List<Level> levels(List<ScannedObject> volumes, List<String> broken) {
    Map<String, List<ScannedObject>> whole = new LinkedHashMap<>();
    for (ScannedObject o : volumes) {
      String key =
          o.slide.concatenationUid().isEmpty()
              ? "object " + o.instance.sopInstanceUid()
              : "concatenation " + o.slide.concatenationUid();
      whole.computeIfAbsent(key, k -> new ArrayList<>()).add(o);
    }
    List<Level> levels = new ArrayList<>();
    for (List<ScannedObject> parts : whole.values()) {
      parts.sort(Comparator.comparingInt(o -> o.slide.part()));
      String fault = fault(parts);
      if (fault == null) {
        levels.add(new Level(parts.getFirst().slide, List.copyOf(parts)));
      } else {
        broken.add(fault);
      }
    }
    return levels;
  }

  /** Why a level cannot be read; null where it can. */
  private static String fault(List<ScannedObject> parts) {
    ScannedObject first = parts.getFirst();
    String file = first.instance.source().toString();
    ScannedSlide s = first.slide;
    if (s.columns() == 0 || s.rows() == 0) {
      return TEXT.get("slide.noMatrix", file);
    }
    int next = 0;
    for (ScannedObject part : parts) {
      if (part.instance.columns() != first.instance.columns()
          || part.instance.rows() != first.instance.rows()
          || part.slide.columns() != s.columns()
          || part.slide.rows() != s.rows()) {
        return TEXT.get("slide.partsDiffer", part.instance.source());
      }
      if (parts.size() > 1 || !s.concatenationUid().isEmpty()) {
        if (part.slide.firstFrame() != next) {
          return TEXT.get("slide.partMissing", part.instance.source());
        }
      }
      next += part.instance.frames();
    }
    long tiles =
        (long) Math.ceilDiv(s.columns(), first.instance.columns())
            * Math.ceilDiv(s.rows(), first.instance.rows());
    if (!s.sparse() && next < tiles) {
      // The order of frames is their place, so that it is not known which are missing.
      return TEXT.get("slide.framesMissing", file, tiles - next, tiles);
    }
    return null;
  }

  /** From the highest level down; another one of the same size or shape is left out. */
  private static List<Level> pyramid(List<Level> all, List<String> remarks, List<String> broken) {
    all.sort(
        Comparator.comparingInt((Level l) -> l.slide().columns())
            .reversed()
            .thenComparing(l -> l.first().instanceNumber())
            .thenComparing(l -> l.first().sopInstanceUid()));
    List<Level> kept = new ArrayList<>();
    for (Level level : all) {
      if (!kept.isEmpty()) {
        ScannedSlide top = kept.getFirst().slide();
        ScannedSlide here = level.slide();
        double rows = (double) top.rows() * here.columns() / top.columns();
        if (Math.abs(rows - here.rows()) > Math.max(2, 0.02 * rows)) {
          broken.add(TEXT.get("slide.otherShape", level.first().source()));
          continue;
        }
        if (here.columns() == kept.getLast().slide().columns()) {
          remarks.add(TEXT.get("slide.sameSize", level.first().source()));
          continue;
        }
      }
      kept.add(level);
    }
    return kept;
  }

  private static boolean calibrated(ScannedSlide s, List<String> remarks) {
    double x = s.spacingXMm();
    double y = s.spacingYMm();
    if (Double.isNaN(x) || Double.isNaN(y)) {
      remarks.add(TEXT.get("slide.noScale"));
      return false;
    }
    boolean sound =
        x >= FINEST_MM
            && x <= COARSEST_MM
            && y >= FINEST_MM
            && y <= COARSEST_MM
            && x / y <= LONGEST_PIXEL
            && y / x <= LONGEST_PIXEL;
    if (!sound) {
      remarks.add(TEXT.get("slide.absurdScale", x * 1000, y * 1000));
    }
    return sound;
  }

  /**
   * Where the header is silent the slide lies as PS3.3 C.8.12.2 draws it, its label to the left.
   */
  private static SlidePlacement placement(ScannedSlide s) {
    return new SlidePlacement(
        s.origin() == null ? new Vec3(0, 0, 0) : s.origin(),
        s.rowDirection() == null ? new Vec3(0, -1, 0) : s.rowDirection(),
        s.columnDirection() == null ? new Vec3(-1, 0, 0) : s.columnDirection());
  }
}
