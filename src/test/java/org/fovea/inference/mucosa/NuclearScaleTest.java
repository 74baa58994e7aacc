package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.slide.DicomSlideReader;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueFinder;
import org.fovea.testing.SampleBiopsies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NuclearScaleTest {
  /** A slide whose header states another scale. */
  private record Scaled(TileSource source, double factor) implements TileSource {
    @Override
    public Slide slide() {
      Slide s = source.slide();
      return new Slide(
          s.seriesInstanceUid(),
          s.frameOfReferenceUid(),
          s.containerIdentifier(),
          s.description(),
          s.acquisition(),
          s.stains(),
          s.placement(),
          s.levels().stream()
              .map(
                  l ->
                      new SlideLevel(
                          l.columns(),
                          l.rows(),
                          l.tileColumns(),
                          l.tileRows(),
                          l.spacingXMm() * factor,
                          l.spacingYMm() * factor))
              .toList());
    }

    @Override
    public Tile tile(int level, int column, int row) throws FoveaException {
      return source.tile(level, column, row);
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private static NuclearScale.Seen look(String name, double factor) throws FoveaException {
    try (TileSource source =
        new DicomSlideReader(new FilePixelReader()).open(SampleBiopsies.slide(name))) {
      return NuclearScale.look(
          new Scaled(source, factor), TissueFinder.find(source, Progress.none()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"duodenum-normal", "duodenum-coeliac-pattern", "duodenum-enteropathy-pattern"})
  void nucleiAreAsLargeAsNucleiAreWhereTheScaleIsRight(String name) throws FoveaException {
    NuclearScale.Seen seen = look(name, 1);
    assertThat(seen.absurd()).as(seen.toString()).isFalse();
    assertThat(seen.sizeUm()).isBetween(4.0, 12.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"duodenum-normal", "duodenum-coeliac-pattern", "duodenum-enteropathy-pattern"})
  void nucleiOfFortyMicrometresAreAbsurd(String name) throws FoveaException {
    assertThat(look(name, 5).absurd()).isTrue();
  }
}
