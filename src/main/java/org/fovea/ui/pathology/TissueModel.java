package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.SlideReader;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueFinder;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.fovea.imaging.slide.tissue.TissueMap.Kind;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Tasks;

/**
 * What an analysis takes for tissue on the slide that is shown, and what it leaves out as ink, fold
 * or blur; looked for when it is asked for. On the JavaFX thread.
 */
final class TissueModel {
  private static final Text TEXT = Text.of(TissueModel.class);
  private static final List<Kind> SHOWN =
      List.of(Kind.TISSUE, Kind.FOLD, Kind.PEN, Kind.OUT_OF_FOCUS);

  private final Tasks tasks;
  private final SlideModel model;
  private final SlideReader reader;
  private final Consumer<String> say;
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
  private boolean shown;
  private ShownSlide of;
  private Map<Kind, List<Outline>> outlines = Map.of();

  /** What was found, ready to be drawn. */
  private record Found(Map<Kind, List<Outline>> outlines, String words) {}

  TissueModel(Tasks tasks, SlideModel model, SlideReader reader, Consumer<String> say) {
    this.tasks = tasks;
    this.model = model;
    this.reader = reader;
    this.say = say;
    model.stateProperty().subscribe(s -> look());
  }

  /** Shows the outlines or hides them. */
  void toggle() {
    shown = !shown;
    look();
    revision.set(revision.get() + 1);
  }

  private void look() {
    ShownSlide slide = model.shown();
    if (!shown || slide == null || slide == of || reader == null) {
      return;
    }
    of = slide;
    outlines = Map.of();
    tasks.start(
        progress -> {
          try (TileSource source = reader.open(slide.image())) {
            TissueMap map = TissueFinder.find(source, progress);
            return found(map, source.slide());
          }
        },
        found -> {
          if (of == slide) {
            outlines = found.outlines();
            revision.set(revision.get() + 1);
            say.accept(found.words());
          }
        },
        e -> {
          if (of == slide) {
            of = null;
          }
          say.accept(
              e instanceof FoveaException f ? f.problem().line() : TEXT.get("tissue.failed"));
        });
  }

  private static Found found(TissueMap map, Slide slide) {
    Map<Kind, List<Outline>> outlines = new EnumMap<>(Kind.class);
    List<String> words = new ArrayList<>();
    for (Kind kind : SHOWN) {
      if (map.count(kind) > 0) {
        double area = slide.calibrated() ? map.areaMm2(kind, slide) : Double.NaN;
        outlines.put(kind, map.outlines(kind));
        words.add(TEXT.get("tissue." + kind, Format.squareMillimetres(area)));
      }
    }
    return new Found(
        outlines, words.isEmpty() ? TEXT.get("tissue.none") : String.join("; ", words) + ".");
  }

  /** The borders by kind; empty while they are hidden or not known. */
  Map<Kind, List<Outline>> outlines() {
    return shown && model.shown() == of ? outlines : Map.of();
  }

  /** Grows whenever something else is to be drawn. */
  ReadOnlyIntegerProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }
}
