package org.fovea.batch;

import org.fovea.common.FoveaException;
import org.fovea.library.Database;
import org.fovea.workflow.Services;

/** The parts of the batch room, put together by hand for the command line and the window. */
public final class Batches {
  private final CaseQueue queue;
  private final AddCases addCases;
  private final RunCases runCases;

  private Batches(CaseQueue queue, AddCases addCases, RunCases runCases) {
    this.queue = queue;
    this.addCases = addCases;
    this.runCases = runCases;
  }

  /**
   * The queue in the library of this process; what was running when it ended last waits again.
   *
   * @throws FoveaException if the library cannot be opened
   */
  public static Batches of(Services services) throws FoveaException {
    Database database = services.database();
    CaseQueue queue = new CaseQueue(database);
    queue.recover();
    return new Batches(
        queue,
        new AddCases(services.openStudies(), services.library(), queue),
        new RunCases(
            queue,
            new Answers(database),
            database,
            services.library(),
            services.openStudies(),
            services.analyzeStudy(),
            services.resultFolders(),
            services.libraryFile().toAbsolutePath().resolveSibling("unfinished")));
  }

  public CaseQueue queue() {
    return queue;
  }

  public AddCases addCases() {
    return addCases;
  }

  public RunCases runCases() {
    return runCases;
  }
}
