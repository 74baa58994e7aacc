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
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;

/** Sorts scanned objects into studies and series. */
final class SeriesAssembler {
  private final StackBuilder stacks;

  SeriesAssembler(StackBuilder stacks) {
    this.stacks = stacks;
  }

  /** The studies, by patient and date. */
  List<Study> assemble(List<ScannedObject> objects) {
    Map<String, Map<String, List<ScannedObject>>> byStudy = new LinkedHashMap<>();
    for (ScannedObject object : objects) {
      byStudy
          .computeIfAbsent(object.instance.studyInstanceUid(), u -> new LinkedHashMap<>())
          .computeIfAbsent(object.instance.seriesInstanceUid(), u -> new ArrayList<>())
          .add(object);
    }
    List<Study> studies = new ArrayList<>();
    for (Map<String, List<ScannedObject>> bySeries : byStudy.values()) {
      studies.add(study(bySeries));
    }
    studies.sort(
        Comparator.comparing((Study s) -> s.patient().name())
            .thenComparing(s -> s.patient().id())
            .thenComparing(Study::date, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Study::time, Comparator.nullsLast(Comparator.<LocalTime>naturalOrder()))
            .thenComparing(Study::studyInstanceUid));
    return List.copyOf(studies);
  }

  private Study study(Map<String, List<ScannedObject>> bySeries) {
    List<Series> all = new ArrayList<>();
    bySeries.values().forEach(objects -> all.add(series(objects)));
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

  private Series series(List<ScannedObject> objects) {
    Set<String> seen = new HashSet<>();
    List<ScannedObject> images = new ArrayList<>();
    List<Instance> results = new ArrayList<>();
    int duplicates = 0;
    for (ScannedObject object : objects) {
      if (!seen.add(object.instance.sopInstanceUid())) {
        duplicates++;
      } else if (object.kind == ScannedObject.Kind.RESULT) {
        results.add(object.instance);
      } else {
        images.add(object);
      }
    }
    List<Stack> built = images.isEmpty() ? List.of() : stacks.build(images, duplicates);
    ScannedObject first =
        (images.isEmpty() ? objects : images)
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
        List.copyOf(results));
  }
}
