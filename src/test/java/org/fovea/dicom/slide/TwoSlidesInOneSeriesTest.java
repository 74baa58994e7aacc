package org.fovea.dicom.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.Progress;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.dicom.result.DicomResultWriter;
import org.fovea.finding.Analysis;
import org.fovea.finding.Provenance;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two glasses in one series: what is said of the second lies on the second. */
class TwoSlidesInOneSeriesTest {
  @TempDir Path folder;
  private Study study;
  private List<SlideImage> slides;

  @BeforeEach
  void write() throws Exception {
    Path source = Files.createDirectories(folder.resolve("source"));
    slide("1.2.3.1", "G1", "20").write(source, "first.dcm");
    slide("1.2.3.2", "G2", "31").write(source, "second.dcm");
    study = new FileStudyReader().read(List.of(source), Progress.none()).studies().getFirst();
    assertThat(study.series()).hasSize(1);
    slides = study.series().getFirst().slides();
    assertThat(slides).hasSize(2);
  }

  /** 64 × 32 pixels of 0.5 µm, the centre of the first x mm along and 40 mm across the glass. */
  private static MadeSlide slide(String uid, String container, String x) {
    List<int[]> tiles = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 4; column++) {
        tiles.add(new int[] {column, row});
      }
    }
    MadeSlide slide = new MadeSlide(uid, 64, 32, 16, 0.0005).tiles(tiles.toArray(int[][]::new));
    slide.data.setString(Tag.ContainerIdentifier, VR.LO, container);
    slide.data.setString(0x00480102, VR.DS, "0", "-1", "0", "-1", "0", "0");
    Attributes origin = new Attributes();
    origin.setString(Tag.XOffsetInSlideCoordinateSystem, VR.DS, x);
    origin.setString(Tag.YOffsetInSlideCoordinateSystem, VR.DS, "40");
    slide.data.newSequence(0x00480008, 1).add(origin);
    return slide;
  }

  private Analysis analysis(SlideImage of) {
    return new Analysis(
        "2.25.5",
        study.studyInstanceUid(),
        List.of(MadeSlide.SERIES),
        "P1",
        "SM",
        new Provenance("gut", "1", "Gut", "abc", "cpu", "1", Instant.EPOCH, Duration.ofSeconds(1)),
        Analysis.Status.COMPLETED,
        null,
        false,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(
            new SlideHeatmap("n", Heatmap.Quantity.PROBABILITY, 0.5, 16, 8, 4, new float[16 * 8])),
        null,
        of.instanceUid());
  }

  @Test
  void theMapLiesOnTheSlideThatWasAnalysedAndRefersToNoOther() throws Exception {
    for (SlideImage slide : slides) {
      Path out = folder.resolve(slide.instanceUid());
      ResultWriter.Written written =
          new DicomResultWriter().writeAnalysis(study, analysis(slide), out, "");
      Attributes map =
          new DicomParser(new SourceOpener()).parse(Source.file(written.parametricMap())).dataset();
      double x =
          map.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence)
              .getNestedDataset(Tag.PlanePositionSlideSequence)
              .getDouble(Tag.XOffsetInSlideCoordinateSystem, 0);
      // a cell of four pixels has its centre 1.5 pixels from that of the first
      double first = slide.slide().containerIdentifier().equals("G1") ? 20 : 31;
      assertThat(x).isCloseTo(first - 1.5 * 0.0005, within(1e-9));
      List<String> referenced = new ArrayList<>();
      for (Attributes series : map.getSequence(Tag.ReferencedSeriesSequence)) {
        for (Attributes image : series.getSequence(Tag.ReferencedInstanceSequence)) {
          referenced.add(image.getString(Tag.ReferencedSOPInstanceUID));
        }
      }
      assertThat(referenced).containsExactly(slide.instanceUid());
    }
  }
}
