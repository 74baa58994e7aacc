package org.fovea.testing;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.Progress;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;

/** The slides that come with Fovea. */
public final class SampleBiopsies {
  private static final Path FOLDER =
      Path.of(System.getProperty("fovea.basedir", ".")).resolve("sample-dicom/biopsies");

  private SampleBiopsies() {}

  /** The study in a folder. */
  public static Study study(String name) {
    return new FileStudyReader()
        .read(List.of(FOLDER.resolve(name)), Progress.none())
        .studies()
        .getFirst();
  }

  /** The slide of a folder. */
  public static SlideImage slide(String name) {
    return study(name).series().getFirst().slides().getFirst();
  }
}
