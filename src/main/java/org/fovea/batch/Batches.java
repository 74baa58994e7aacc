package org.fovea.batch;

import java.util.List;
import org.fovea.batch.reading.DoubleReading;
import org.fovea.batch.reading.ExportReadings;
import org.fovea.bundle.Bundle;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Study;
import org.fovea.dicom.result.ReadingWriter;
import org.fovea.library.Database;
import org.fovea.workflow.AnalyzeStudy;
import org.fovea.workflow.Services;
import org.fovea.workflow.Version;

/** The parts of the batch room, put together by hand for the command line and the window. */
public final class Batches {
  private final Services services;
  private final Database database;
  private final CaseQueue queue;
  private final AddCases addCases;
  private final DoubleReading doubleReading;
  private RunCases runCases;

  private Batches(Services services) throws FoveaException {
    this.services = services;
    this.database = services.database();
    this.queue = new CaseQueue(database);
    this.addCases = new AddCases(services.openStudies(), services.library(), queue);
    this.doubleReading = new DoubleReading(database, services.library(), services::catalog);
  }

  /**
   * The queue in the library of this process; what was running when it ended last waits again.
   *
   * @throws FoveaException if the library cannot be opened
   */
  public static Batches of(Services services) throws FoveaException {
    Batches batches = new Batches(services);
    batches.queue.recover();
    return batches;
  }

  public CaseQueue queue() {
    return queue;
  }

  public AddCases addCases() {
    return addCases;
  }

  public DoubleReading doubleReading() {
    return doubleReading;
  }

  /** Tables and reports of what was read twice. */
  public ExportReadings exportReadings() throws FoveaException {
    return new ExportReadings(
        doubleReading,
        services.library(),
        services.openStudies(),
        new ReadingWriter(Version.current()));
  }

  /**
   * Remembers what all bundles that may be run said of a study, so that the queue does not ask them
   * again.
   */
  public void remember(Study study, List<AnalyzeStudy.Done> done) throws FoveaException {
    List<Bundle> asked = services.catalog().bundles().stream().filter(Bundle::runnable).toList();
    new Answers(database).add(study.studyInstanceUid(), CaseKey.images(study), asked, done);
  }

  /** What analyses the cases; the engine is started when this is first asked for. */
  public synchronized RunCases runCases() throws FoveaException {
    if (runCases == null) {
      runCases =
          new RunCases(
              queue,
              new Answers(database),
              database,
              services.library(),
              services.openStudies(),
              services.analyzeStudy(),
              services.resultFolders(),
              services.libraryFile().toAbsolutePath().resolveSibling("unfinished"));
    }
    return runCases;
  }
}
