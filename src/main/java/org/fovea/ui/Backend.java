package org.fovea.ui;

import java.nio.file.Path;
import org.fovea.ui.worklist.Catalogue;
import org.fovea.ui.worklist.Thumbnails;

/**
 * What the window stands on, opened in the background while it is already on the screen.
 *
 * @param samples folder of the samples; null where they are not installed
 */
record Backend(Catalogue catalogue, Thumbnails thumbnails, Path samples) {}
