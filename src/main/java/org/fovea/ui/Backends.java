package org.fovea.ui;

import java.nio.file.Path;
import org.fovea.batch.Batches;
import org.fovea.common.FoveaException;
import org.fovea.library.Library;
import org.fovea.ui.settings.Settings;
import org.fovea.workflow.Services;

/** Puts together what the window stands on. */
final class Backends {
  private Backends() {}

  /**
   * Opens the library; the engine follows when it is first asked for. Takes a while.
   *
   * @throws FoveaException if the library cannot be opened
   */
  static Backend open(Settings settings) throws FoveaException {
    String chosen = settings.libraryProperty().get().strip();
    return open(settings, Services.ofProcess(chosen.isEmpty() ? null : Path.of(chosen)));
  }

  static Backend open(Settings settings, Services services) throws FoveaException {
    try {
      Library library = services.library();
      Batches batches = Batches.of(services);
      Blinding blinding = new Blinding(batches.doubleReading(), settings);
      return new Backend(
          new LibraryCatalogue(library, services.importFiles(), services.openStudies(), blinding),
          new StackThumbnails(services.pixelReader(), services.slideReader()),
          new StudyReviewing(services, settings.deviceProperty()::get, batches, blinding),
          services.pixelReader(),
          services.headerReader(),
          services.slideReader(),
          new StudyMarks(services.keepAnnotations(), settings.reviewerProperty()::get, blinding),
          batches,
          services::devices,
          services.libraryFile(),
          services.samples().orElse(null),
          services);
    } catch (FoveaException | RuntimeException e) {
      services.close();
      throw e;
    }
  }
}
