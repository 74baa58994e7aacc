package org.fovea.ui.pathology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fovea.dicom.SlideImage;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.display.SlideAppearance.Stain;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.stain.StainMatrix;
import org.fovea.imaging.slide.stain.StainSeparation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TileLoaderTest {
  private static final SlideAppearance PLAIN = SlideAppearance.AS_SCANNED;
  private final PaintedSlide slides = new PaintedSlide();
  private final SlideImage image = PaintedSlide.image("1.2.3.1", "A1", 100_000, 80_000, 0.00025, 5);
  private final TileLoader loader = new TileLoader(16 << 20, 1);
  private TileSource source;

  @BeforeEach
  void open() throws Exception {
    source = slides.open(image);
  }

  @AfterEach
  void close() {
    loader.close();
  }

  private TileKey key(int column, int row) {
    return new TileKey(source, 0, column, row, 0, PLAIN);
  }

  private void idle() throws InterruptedException {
    for (int i = 0; i < 3000 && loader.waiting() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(loader.waiting()).isZero();
  }

  @Test
  void whatLeftTheViewIsNotDecoded() throws Exception {
    slides.slow = 20;
    List<TileKey> first = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      first.add(key(i, 100));
    }
    loader.want(first);
    Thread.sleep(50);
    loader.want(List.of(key(5, 5)));
    idle();
    assertThat(loader.get(key(5, 5))).isPresent();
    assertThat(slides.decoded.get()).isLessThan(100);
  }

  @Test
  void theBudgetHoldsHoweverFarOneGoes() throws Exception {
    for (int i = 0; i < 100; i++) {
      loader.want(List.of(key(i, 10), key(i, 11), key(i, 12)));
      idle();
    }
    assertThat(slides.decoded.get()).isEqualTo(300);
    assertThat(loader.bytes()).isBetween(1L << 20, 16L << 20); // 300 tiles would be 75 MiB
    assertThat(loader.get(key(99, 12))).isPresent();
  }

  /** Whatever the cache keeps, what was asked for last is there until something else is. */
  @Test
  void whatIsOnTheScreenStays() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<TileKey> view = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        view.add(key(5 * round + i % 6, 20 + i / 6));
      }
      loader.want(view);
      idle();
      assertThat(view).allMatch(k -> loader.get(k).isPresent());
    }
  }

  @Test
  void anotherLookNeedsNoDecoding() throws Exception {
    loader.want(List.of(key(3, 3)));
    idle();
    int decoded = slides.decoded.get();
    SlideAppearance look =
        new SlideAppearance(Stain.HAEMATOXYLIN, new StainSeparation(StainMatrix.USUAL), 0.1, 1.2);
    loader.want(List.of(key(3, 3).with(look), key(3, 3).with(2)));
    idle();
    assertThat(slides.decoded.get()).isEqualTo(decoded);
    assertThat(((TilePicture.Pixels) loader.get(key(3, 3).with(2)).orElseThrow()).tile().columns())
        .isEqualTo(64);
  }

  @Test
  void aDamagedTileIsNotAskedForAgain() throws Exception {
    slides.damaged = 2;
    loader.want(List.of(key(2, 0), key(3, 0)));
    idle();
    int decoded = slides.decoded.get();
    assertThat(loader.get(key(2, 0)).orElseThrow()).isInstanceOf(TilePicture.Broken.class);
    assertThat(loader.get(key(3, 0)).orElseThrow()).isInstanceOf(TilePicture.Pixels.class);
    loader.want(List.of(key(2, 0), key(3, 0)));
    idle();
    assertThat(slides.decoded.get()).isEqualTo(decoded);
  }

  @Test
  void aSlideIsClosedOnceNothingOfItIsUnderWay() throws Exception {
    slides.slow = 100;
    loader.want(List.of(key(1, 1), key(2, 1)));
    Thread.sleep(30);
    loader.release(source);
    assertThat(slides.open.get()).isEqualTo(1); // one of its tiles is being decoded
    idle();
    for (int i = 0; i < 200 && slides.open.get() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(slides.open.get()).isZero();
    assertThat(loader.get(key(1, 1))).isEmpty();
    assertThat(slides.decoded.get()).isEqualTo(1);
  }
}
