package org.fovea.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.common.Text;
import org.fovea.dicom.ResultReader.AnnotationsResult;
import org.fovea.dicom.ResultReader.Origin;
import org.fovea.dicom.ResultReader.ParametricMapResult;
import org.fovea.dicom.ResultReader.ReportItem;
import org.fovea.dicom.ResultReader.ReportResult;
import org.fovea.dicom.ResultReader.Segment;
import org.fovea.dicom.ResultReader.SegmentationResult;
import org.fovea.dicom.ResultReader.SlideMapsResult;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.FoundMarks;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.ui.common.Format;
import org.fovea.ui.review.KnownResult;
import org.fovea.ui.review.KnownResult.Part;
import org.fovea.workflow.OpenResults;

/**
 * Results that came with a study from elsewhere, put together: objects of one maker that lie in one
 * folder are one result; what a report says of a finding stands with its segment.
 */
final class ForeignResults {
  private static final Text WORDS = Text.of(ForeignResults.class);

  private ForeignResults() {}

  private record Key(String whose, Path folder) {}

  /**
   * @param study whose slides the results may lie on
   */
  static List<KnownResult> of(Study study, List<OpenResults.One> opened) {
    Map<Key, List<OpenResults.One>> groups =
        opened.stream()
            .collect(
                Collectors.groupingBy(
                    o ->
                        new Key(
                            whose(o.result().origin()), o.instance().source().path().getParent()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<KnownResult> made = new ArrayList<>();
    groups.forEach((key, objects) -> made.add(result(study, key.whose, objects)));
    return made;
  }

  private static String whose(Origin o) {
    String maker =
        Stream.of(o.manufacturer(), o.model())
            .filter(s -> s != null && !s.isBlank())
            .distinct()
            .collect(Collectors.joining(" "));
    return maker.isEmpty() ? WORDS.get("foreign.unknown") : maker;
  }

  private static KnownResult result(Study study, String whose, List<OpenResults.One> objects) {
    Map<String, ReportItem> said = new LinkedHashMap<>();
    List<Part> parts = new ArrayList<>();
    List<Heatmap> maps = new ArrayList<>();
    List<FoundMarks> marks = new ArrayList<>();
    List<SlideHeatmap> slideMaps = new ArrayList<>();
    String series = "";
    String slide = "";
    String when = "";
    for (OpenResults.One one : objects) {
      Origin origin = one.result().origin();
      when = origin.contentDateTime().compareTo(when) > 0 ? origin.contentDateTime() : when;
      switch (one.result()) {
        case SegmentationResult s -> {
          series = first(series, s.referencedSeriesUids());
          var on = ForeignSlides.slide(study, s.images(), s.referencedSeriesUids());
          on.flatMap(image -> ForeignSlides.marks(image, s)).ifPresent(marks::add);
          slide = first(slide, on.map(SlideImage::instanceUid).stream().toList());
        }
        case SlideMapsResult m -> {
          series = first(series, m.referencedSeriesUids());
          var on = ForeignSlides.slide(study, m.images(), m.referencedSeriesUids());
          on.ifPresent(image -> slideMaps.addAll(ForeignSlides.maps(image, m)));
          slide = first(slide, on.map(SlideImage::instanceUid).stream().toList());
        }
        case ParametricMapResult m -> {
          series = first(series, m.referencedSeriesUids());
          maps.addAll(m.maps());
        }
        case AnnotationsResult a -> {
          marks.add(new FoundMarks(a.images(), a.groups()));
          slide = first(slide, List.copyOf(a.images()));
          for (AnnotationGroup g : a.groups()) {
            parts.add(
                new Part(
                    one.instance().sopInstanceUid() + "/" + parts.size(), name(g), count(g), null));
          }
        }
        case ReportResult r ->
            r.items().forEach(i -> said.put(key(i.trackingUid(), i.trackingId()), i));
      }
    }
    for (OpenResults.One one : objects) {
      if (one.result() instanceof SegmentationResult s) {
        for (Segment segment : s.segments()) {
          ReportItem item = said.remove(key(segment.trackingUid(), segment.trackingId()));
          parts.add(
              new Part(
                  one.instance().sopInstanceUid() + "/" + segment.number(),
                  label(segment),
                  item == null ? unreported(segment) : detail(item),
                  segment.mask()));
        }
      }
    }
    said.forEach(
        (id, item) ->
            parts.add(
                new Part(
                    "report/" + id,
                    item.trackingId().isBlank() ? item.finding().meaning() : item.trackingId(),
                    detail(item),
                    null)));
    return new KnownResult.Foreign(
        objects.getFirst().instance().sopInstanceUid(),
        whose,
        time(when),
        series,
        slide.isEmpty() ? series : slide,
        parts,
        maps,
        slideMaps,
        marks);
  }

  private static String unreported(Segment s) {
    String how = s.algorithmType().toLowerCase(Locale.ROOT);
    return s.onSlide() == null
        ? how
        : how + " · " + Format.squareMillimetres(s.onSlide().areaMm2());
  }

  private static String name(AnnotationGroup g) {
    return Stream.of(g.label(), g.type().meaning())
        .filter(s -> !s.isBlank())
        .findFirst()
        .orElse(WORDS.get("foreign.marks"));
  }

  private static String count(AnnotationGroup g) {
    return WORDS.get(
        g.kind() == AnnotationGroup.Kind.POINT ? "foreign.points" : "foreign.outlines", g.size());
  }

  private static String first(String before, List<String> uids) {
    return before.isEmpty() && !uids.isEmpty() ? uids.getFirst() : before;
  }

  private static String key(String uid, String id) {
    return uid.isBlank() ? id : uid;
  }

  static String label(Segment s) {
    return Stream.of(s.trackingId(), s.label(), s.type() == null ? "" : s.type().meaning())
        .filter(t -> t != null && !t.isBlank())
        .findFirst()
        .orElse(WORDS.get("foreign.segment", s.number()));
  }

  private static String detail(ReportItem item) {
    return Stream.concat(
            Stream.of(item.decision()),
            item.measurements().stream()
                .map(
                    m ->
                        m.concept().meaning()
                            + String.format(Locale.ROOT, " %.4g ", m.value())
                            + (m.unit() == null || m.unit().value().equals("1")
                                ? ""
                                : m.unit().value())))
        .filter(s -> s != null && !s.isBlank())
        .map(String::strip)
        .collect(Collectors.joining(" · "));
  }

  /** {@code yyyyMMddHHmmss} as {@code yyyy-MM-dd HH:mm}. */
  private static String time(String dicom) {
    return dicom.matches("\\d{12}.*")
        ? dicom.replaceFirst("^(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d).*$", "$1-$2-$3 $4:$5")
        : dicom.matches("\\d{8}.*")
            ? dicom.replaceFirst("^(\\d{4})(\\d\\d)(\\d\\d).*$", "$1-$2-$3")
            : "";
  }
}
