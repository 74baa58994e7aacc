package org.fovea.workflow;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Series;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.dicom.VolumeReader;
import org.fovea.dicom.assembly.ImageSeriesFactory;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.imaging.volume.Volume;
import org.fovea.inference.AnalysisInput;

/** A study as models and pictures see it: series by acquisition and grid, voxels when asked for. */
final class StudyInput {
  private final VolumeReader volumes;

  StudyInput(VolumeReader volumes) {
    this.volumes = volumes;
  }

  AnalysisInput of(Study study) {
    List<ImageSeries> all = new ArrayList<>();
    for (Series series : study.series()) {
      ImageSeriesFactory.mainStack(series)
          .ifPresent(
              stack ->
                  all.add(
                      new ImageSeries(
                          series.seriesInstanceUid(),
                          series.frameOfReferenceUid(),
                          series.acquisition(),
                          stack.grid(),
                          stack.slices().size(),
                          new Once(stack))));
    }
    return new AnalysisInput(study.studyInstanceUid(), study.patient().id(), all);
  }

  /** The series on whose grid the findings of an analysis lie. */
  static Optional<ImageSeries> grid(AnalysisInput input, List<String> seriesInstanceUids) {
    return seriesInstanceUids.stream()
        .limit(1)
        .flatMap(uid -> input.series().stream().filter(s -> s.seriesInstanceUid().equals(uid)))
        .filter(s -> s.grid() != null)
        .findFirst();
  }

  /** Reads a volume once while memory allows, for the network and for the pictures. */
  private final class Once implements ImageSeries.Loader {
    private final Stack stack;
    private SoftReference<Volume> read = new SoftReference<>(null);

    Once(Stack stack) {
      this.stack = stack;
    }

    @Override
    public synchronized Volume load(Progress progress) throws FoveaException {
      Volume volume = read.get();
      if (volume == null) {
        volume = volumes.read(stack, progress);
        read = new SoftReference<>(volume);
      }
      return volume;
    }
  }
}
