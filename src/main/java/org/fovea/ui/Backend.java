package org.fovea.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.fovea.batch.Batches;
import org.fovea.dicom.HeaderReader;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.SlideReader;
import org.fovea.inference.Device;
import org.fovea.ui.pathology.MarkStore;
import org.fovea.ui.review.Reviewing;
import org.fovea.ui.worklist.Catalogue;
import org.fovea.ui.worklist.Thumbnails;

/**
 * What the window stands on, opened in the background while it is already on the screen.
 *
 * @param slides opens whole-slide images; null where none can be opened
 * @param marks keeps what people draw on slides; null where nothing is kept
 * @param batches the queue of cases; null where there is none
 * @param devices tells where models can run; takes a while
 * @param library where the library is kept
 * @param samples folder of the samples; null where they are not installed
 * @param resources what is closed with the window
 */
record Backend(
    Catalogue catalogue,
    Thumbnails thumbnails,
    Reviewing reviewing,
    PixelReader pixels,
    HeaderReader headers,
    SlideReader slides,
    MarkStore marks,
    Batches batches,
    Supplier<List<Device>> devices,
    Path library,
    Path samples,
    AutoCloseable resources) {

  /** A window in which no slides can be opened. */
  Backend(
      Catalogue catalogue,
      Thumbnails thumbnails,
      Reviewing reviewing,
      PixelReader pixels,
      HeaderReader headers,
      Supplier<List<Device>> devices,
      Path library,
      Path samples,
      AutoCloseable resources) {
    this(
        catalogue,
        thumbnails,
        reviewing,
        pixels,
        headers,
        null,
        null,
        null,
        devices,
        library,
        samples,
        resources);
  }
}
