package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.dicom.Series;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.dicom.VolumeReader;
import org.fovea.imaging.volume.ImageSeries;

/** Offers the series of a study for analysis, each by the stack that stands for it. */
public final class ImageSeriesFactory {
  private final VolumeReader volumes;

  public ImageSeriesFactory(VolumeReader volumes) {
    this.volumes = volumes;
  }

  /** The series that hold images, in the order of the study. */
  public List<ImageSeries> of(Study study) {
    List<ImageSeries> all = new ArrayList<>();
    for (Series series : study.series()) {
      mainStack(series)
          .ifPresent(
              stack ->
                  all.add(
                      new ImageSeries(
                          series.seriesInstanceUid(),
                          series.frameOfReferenceUid(),
                          series.acquisition(),
                          stack.grid(),
                          stack.slices().size(),
                          progress -> volumes.read(stack, progress))));
    }
    return List.copyOf(all);
  }

  /** The stack with the most slices among those that form a volume, else among all. */
  public static Optional<Stack> mainStack(Series series) {
    return series.stacks().stream()
        .max(
            Comparator.comparing((Stack s) -> s.grid() != null)
                .thenComparingInt(s -> s.slices().size())
                .thenComparing(series.stacks()::indexOf, Comparator.reverseOrder()));
  }
}
