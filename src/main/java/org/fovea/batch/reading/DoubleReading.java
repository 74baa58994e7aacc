package org.fovea.batch.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.BundleCatalog;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.FindingClass;
import org.fovea.finding.agreement.Agreement;
import org.fovea.finding.agreement.ReadCase;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;
import org.fovea.library.Database;
import org.fovea.library.Library;
import org.fovea.library.Library.StudyRow;

/**
 * Cases that two physicians read apart. The first sees what the AI said; the second sees neither
 * that nor the first reading until both are in. A reading that is in is not changed once both are.
 */
public final class DoubleReading {
  private static final Text WORDS = Text.of(DoubleReading.class);

  private final ReadingRecords records;
  private final Library library;
  private final java.util.function.Supplier<BundleCatalog> catalog;

  public DoubleReading(
      Database database, Library library, java.util.function.Supplier<BundleCatalog> catalog) {
    this.records = new ReadingRecords(database);
    this.library = library;
    this.catalog = catalog;
  }

  /** The readings of a study that hold, the first before the second. */
  public List<Reading> of(String studyInstanceUid) throws FoveaException {
    return records.of(studyInstanceUid);
  }

  /** Whether AI and other reading are to be kept from a reader. */
  public boolean blinded(String studyInstanceUid, ReaderRole role) throws FoveaException {
    return blinded(of(studyInstanceUid), role);
  }

  /** As the other, by the readings that a study has. */
  public static boolean blinded(List<Reading> readings, ReaderRole role) {
    return role == ReaderRole.SECOND && readings.size() < 2;
  }

  /** The studies that have a reading in a role. */
  public Set<String> read(ReaderRole role) throws FoveaException {
    return records.studies(role);
  }

  /** The studies of which both readings are in. */
  public Set<String> complete() throws FoveaException {
    Set<String> both = read(ReaderRole.FIRST);
    both.retainAll(read(ReaderRole.SECOND));
    return both;
  }

  /**
   * What a case can be called: the classes of the latest completed analysis, in an order that does
   * not depend on what it said. Empty where there is none.
   */
  public List<FindingClass> diagnoses(String studyInstanceUid) throws FoveaException {
    Optional<Library.Called> called = library.called(studyInstanceUid);
    return called.isEmpty() ? List.of() : classes(called.get());
  }

  private List<FindingClass> classes(Library.Called called) {
    Optional<Bundle> bundle = catalog.get().find(called.bundleId());
    List<String> order =
        bundle
            .map(b -> b.manifest().outputs().stream().map(Manifest.Output::name).toList())
            .orElse(List.of());
    return called.probabilities().keySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (String name) -> order.contains(name) ? order.indexOf(name) : order.size())
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> named(name, bundle))
        .toList();
  }

  private static FindingClass named(String name, Optional<Bundle> bundle) {
    return bundle.stream()
        .flatMap(b -> b.manifest().outputs().stream())
        .filter(o -> o.name().equals(name))
        .findFirst()
        .map(Manifest.Output::findingClass)
        .orElseGet(() -> DiagnosisNames.of(name));
  }

  /** The class that the AI held most probable. */
  private FindingClass ai(String studyInstanceUid) throws FoveaException {
    Optional<Library.Called> called = library.called(studyInstanceUid);
    if (called.isEmpty() || called.get().probabilities().size() < 2) {
      return null;
    }
    String first =
        called.get().probabilities().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    return named(first, catalog.get().find(called.get().bundleId()));
  }

  /**
   * Records a reading with an audit entry; durable on return.
   *
   * @throws FoveaException if both readings are in, the role is taken by another reader, the reader
   *     has read the case in the other role, or a second reader has reviewed the AI's findings
   */
  public void record(Reading reading) throws FoveaException {
    List<Reading> there = records.of(reading.studyInstanceUid());
    String me = reading.reader().name();
    if (there.size() == 2) {
      throw refused("reading.closed");
    }
    for (Reading other : there) {
      boolean sameRole = other.role() == reading.role();
      boolean sameReader = other.reader().name().equals(me);
      if (sameRole && !sameReader) {
        throw refused("reading.taken");
      }
      if (!sameRole && sameReader) {
        throw refused("reading.both");
      }
    }
    if (reading.role() == ReaderRole.SECOND && library.reviewedBy(reading.studyInstanceUid(), me)) {
      throw refused("reading.notBlind");
    }
    records.add(reading);
    library.audit(
        me,
        reading.role() == ReaderRole.FIRST ? "read first" : "read second, blinded",
        reading.studyInstanceUid(),
        reading.diagnosis().name());
  }

  private static FoveaException refused(String key) {
    return new FoveaException(ErrorCode.LIBRARY, null, WORDS.get(key));
  }

  /** Every case that has a reading, in the order in which they were read first. */
  public List<ReadCase> cases() throws FoveaException {
    Map<String, List<Reading>> byStudy = new LinkedHashMap<>();
    for (Reading r : records.all()) {
      byStudy.computeIfAbsent(r.studyInstanceUid(), uid -> new ArrayList<>()).add(r);
    }
    Map<String, StudyRow> rows =
        library.search(Library.Query.all()).stream()
            .collect(Collectors.toMap(StudyRow::studyInstanceUid, r -> r));
    List<ReadCase> cases = new ArrayList<>();
    for (Map.Entry<String, List<Reading>> e : byStudy.entrySet()) {
      StudyRow row = rows.get(e.getKey());
      cases.add(
          new ReadCase(
              e.getKey(),
              row == null ? "" : row.patientId(),
              row == null ? "" : row.description(),
              in(e.getValue(), ReaderRole.FIRST),
              in(e.getValue(), ReaderRole.SECOND),
              ai(e.getKey()),
              records.addedAt(e.getKey())));
    }
    return cases;
  }

  /** How far readers and AI agree; classes in the order of the bundles' outputs. */
  public Agreement agreement() throws FoveaException {
    List<String> order =
        catalog.get().bundles().stream()
            .flatMap(b -> b.manifest().outputs().stream())
            .map(Manifest.Output::name)
            .distinct()
            .toList();
    return Agreement.of(cases(), order);
  }

  private static Reading in(List<Reading> readings, ReaderRole role) {
    return readings.stream().filter(r -> r.role() == role).findFirst().orElse(null);
  }
}
