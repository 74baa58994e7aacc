package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.annotation.BulkAnnotations;
import org.fovea.finding.Analysis;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.inference.AnalysisInput;
import org.fovea.report.MucosaPage;
import org.fovea.report.OverlayPictures;
import org.fovea.report.ResultFiles;
import org.fovea.report.SlidePictures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the objects and pictures of the analyses of a study into its folder, all or none. */
final class WriteResults {
  private static final Logger LOG = LoggerFactory.getLogger(WriteResults.class);
  private static final Text WORDS = Text.of(WriteResults.class);

  private final ResultWriter writer;
  private final AnalyzeSlides slides;
  private final BulkAnnotations annotations = new BulkAnnotations();
  private final OverlayPictures pictures = new OverlayPictures();
  private final SlidePictures slidePictures = new SlidePictures();
  private final MucosaPage mucosaPage = new MucosaPage();

  /**
   * @param slides null where slides are left alone
   */
  WriteResults(ResultWriter writer, AnalyzeSlides slides) {
    this.writer = writer;
    this.slides = slides;
  }

  /**
   * @param ofSlide the slide of each analysis of one
   * @return what was written, in the order of the analyses
   * @throws FoveaException if the results cannot be written; nothing new is in the folder then
   */
  List<AnalyzeStudy.Done> write(
      AnalyzeStudy.Request request,
      AnalysisInput input,
      List<Analysis> analyses,
      Map<Analysis, SlideImage> ofSlide,
      Progress progress)
      throws FoveaException {
    boolean any = analyses.stream().anyMatch(a -> a.status() == Analysis.Status.COMPLETED);
    if (!any) {
      return analyses.stream()
          .map(a -> new AnalyzeStudy.Done(a, null, ResultFiles.none()))
          .toList();
    }
    Path folder = request.folder().toAbsolutePath().normalize();
    try (StagedFolder staged = StagedFolder.of(folder)) {
      List<AnalyzeStudy.Done> done = new ArrayList<>();
      for (Analysis a : analyses) {
        if (a.status() != Analysis.Status.COMPLETED) {
          done.add(new AnalyzeStudy.Done(a, null, ResultFiles.none()));
          continue;
        }
        String suffix = suffix(a, analyses, request.beside());
        ResultWriter.Written written =
            writer.writeAnalysis(request.study(), a, staged.folder(), suffix);
        List<Path> overlays =
            ofSlide.containsKey(a)
                ? slideOverlays(a, ofSlide.get(a), staged.folder(), suffix)
                : overlays(a, input, staged.folder(), suffix, progress);
        Path marks = marks(request, a, ofSlide.get(a), staged.folder(), suffix);
        ResultWriter.Written placed =
            new ResultWriter.Written(
                staged.target(written.segmentation()),
                staged.target(written.parametricMap()),
                staged.target(written.report()),
                staged.target(marks));
        done.add(
            new AnalyzeStudy.Done(
                a,
                placed,
                new ResultFiles(
                    placed.segmentation(),
                    placed.parametricMap(),
                    placed.report(),
                    placed.annotations(),
                    overlays.stream().map(staged::target).toList())));
      }
      progress.checkCancelled();
      staged.publish(!request.beside());
      return done;
    } catch (IOException e) {
      LOG.error("results cannot be written to {}", folder, e);
      throw new FoveaException(
          ErrorCode.WRITE_FAILED,
          folder.toString(),
          WORDS.get("write.failed", FoveaException.said(e)),
          e);
    }
  }

  /**
   * The bundle's id where a study has several analyses, and a number where it has several slides.
   */
  private static String suffix(Analysis a, List<Analysis> analyses, boolean beside) {
    if (analyses.size() == 1 && !beside) {
      return "";
    }
    String bundle = a.provenance().bundleId();
    List<Analysis> same =
        analyses.stream().filter(x -> x.provenance().bundleId().equals(bundle)).toList();
    return "-" + bundle + (same.size() > 1 ? "-" + (same.indexOf(a) + 1) : "");
  }

  /** Nuclei and measured lines as annotations; null where there are none. */
  private Path marks(
      AnalyzeStudy.Request request, Analysis a, SlideImage image, Path folder, String suffix)
      throws FoveaException {
    if (a.mucosa() == null) {
      return null;
    }
    Path file = folder.resolve("ann" + suffix + ".dcm");
    annotations.write(
        request.study(),
        image,
        MucosaMarks.groups(a.mucosa(), a.provenance()),
        new BulkAnnotations.Origin(
            a.provenance(), "", a.provenance().softwareVersion(), WORDS.get("marks.title")),
        file);
    return file;
  }

  private List<Path> slideOverlays(Analysis a, SlideImage image, Path folder, String suffix)
      throws IOException, FoveaException {
    try (TileSource source = slides.open(image)) {
      Path picture = slidePictures.write(a, source, folder, suffix);
      List<Path> written = new ArrayList<>();
      if (picture != null) {
        written.add(picture);
      }
      Path page = a.mucosa() == null ? null : mucosaPage.write(a, source, folder, suffix);
      if (page != null) {
        written.add(page);
      }
      return written;
    }
  }

  private List<Path> overlays(
      Analysis a, AnalysisInput input, Path folder, String suffix, Progress progress)
      throws IOException, FoveaException {
    Optional<ImageSeries> series = StudyInput.grid(input, a.seriesInstanceUids());
    return series.isEmpty()
        ? List.of()
        : pictures.write(a, series.get().loader().load(progress.part(0.96, 0.98)), folder, suffix);
  }
}
