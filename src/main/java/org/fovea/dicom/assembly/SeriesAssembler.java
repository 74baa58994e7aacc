package org.fovea.dicom.assembly;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.fovea.common.ErrorCode;
import org.fovea.common.Problem;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;

/** Sorts scanned objects into studies and series. */
final class SeriesAssembler {
  private static final Text TEXT = Text.of(SeriesAssembler.class);

  private final StackBuilder stacks;
  private final SlideAssembler slides = new SlideAssembler();

  SeriesAssembler(StackBuilder stacks) {
    this.stacks = stacks;
  }

  /**
   * The studies, by patient and date.
   *
   * @param problems told of slides that cannot be read
   */
  List<Study> assemble(List<ScannedObject> objects, Consumer<Problem> problems) {
    Map<String, Map<String, List<ScannedObject>>> byStudy = new LinkedHashMap<>();
    for (ScannedObject object : objects) {
      byStudy
          .computeIfAbsent(object.instance.studyInstanceUid(), u -> new LinkedHashMap<>())
          .computeIfAbsent(object.instance.seriesInstanceUid(), u -> new ArrayList<>())
          .add(object);
    }
    List<Study> studies = new ArrayList<>();
    for (Map<String, List<ScannedObject>> bySeries : byStudy.values()) {
      studies.add(study(bySeries, problems));
    }
    studies.sort(
        Comparator.comparing((Study s) -> s.patient().name())
            .thenComparing(s -> s.patient().id())
            .thenComparing(Study::date, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Study::time, Comparator.nullsLast(Comparator.<LocalTime>naturalOrder()))
            .thenComparing(Study::studyInstanceUid));
    return List.copyOf(studies);
  }

  private Study study(Map<String, List<ScannedObject>> bySeries, Consumer<Problem> problems) {
    List<Series> all = new ArrayList<>();
    bySeries.values().forEach(objects -> all.add(series(objects, problems)));
    all.sort(Comparator.comparingInt(Series::number).thenComparing(Series::seriesInstanceUid));
    // Images tell of the patient and the study; results may have been made with less care.
    ScannedObject first =
        bySeries.values().stream()
            .flatMap(List::stream)
            .min(Comparator.comparingInt(o -> o.kind == ScannedObject.Kind.RESULT ? 1 : 0))
            .orElseThrow();
    return new Study(
        first.instance.studyInstanceUid(),
        first.patient,
        first.studyDate,
        first.studyTime,
        first.accessionNumber,
        first.studyDescription,
        List.copyOf(all));
  }

  private Series series(List<ScannedObject> objects, Consumer<Problem> problems) {
    Set<String> seen = new HashSet<>();
    List<ScannedObject> images = new ArrayList<>();
    List<Instance> results = new ArrayList<>();
    List<ScannedObject> glass = new ArrayList<>();
    int duplicates = 0;
    for (ScannedObject object : objects) {
      if (!seen.add(object.instance.sopInstanceUid())) {
        duplicates++;
        if (object.kind == ScannedObject.Kind.SLIDE && !sameSource(objects, object)) {
          problems.accept(
              new Problem(
                  ErrorCode.DAMAGED,
                  object.instance.source().toString(),
                  TEXT.get("slide.sameUid", object.instance.source())));
        }
      } else if (object.kind == ScannedObject.Kind.RESULT) {
        results.add(object.instance);
      } else if (object.kind == ScannedObject.Kind.SLIDE) {
        glass.add(object);
      } else {
        images.add(object);
      }
    }
    List<Stack> built = images.isEmpty() ? List.of() : stacks.build(images, duplicates);
    ScannedObject first =
        (!images.isEmpty() ? images : !glass.isEmpty() ? glass : objects)
            .stream()
                .min(
                    Comparator.comparingInt((ScannedObject o) -> o.instance.instanceNumber())
                        .thenComparing(o -> o.instance.sopInstanceUid()))
                .orElseThrow();
    return new Series(
        first.instance.seriesInstanceUid(),
        first.seriesNumber,
        first.modality(),
        first.seriesDescription,
        first.frameOfReferenceUid,
        first.acquisition,
        List.copyOf(built),
        glass.isEmpty() ? List.of() : slides.assemble(glass, problems),
        List.copyOf(results));
  }

  /** Whether a file was given twice, rather than two files having one UID. */
  private static boolean sameSource(List<ScannedObject> objects, ScannedObject again) {
    return objects.stream()
            .filter(o -> o.instance.sopInstanceUid().equals(again.instance.sopInstanceUid()))
            .filter(o -> o.instance.source().equals(again.instance.source()))
            .count()
        > 1;
  }
}
