package org.fovea.ui;

import java.nio.file.Path;
import java.util.List;

/**
 * What the window is opened for.
 *
 * @param paths files and folders to take in and open; may be empty
 * @param analyze whether the studies found there are analysed at once
 */
public record LaunchOptions(List<Path> paths, boolean analyze) {
  public LaunchOptions {
    paths = List.copyOf(paths);
  }
}
