package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.fovea.dicom.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameLoaderTest {
  private final Phantom phantom = new Phantom();
  private final Stack stack = phantom.study.series().get(0).stacks().getFirst();
  private final Stack other = phantom.study.series().get(1).stacks().getFirst();
  private FrameLoader loader;

  @AfterEach
  void close() {
    loader.close();
  }

  private static void until(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void decodesTheVisibleSliceFirstThenItsNeighbours() throws Exception {
    loader = new FrameLoader(phantom, 1 << 28, 1);
    loader.want(this, stack, 10, (s, l) -> {});
    until(() -> phantom.decoded.size() == 32);
    assertThat(phantom.decoded.subList(0, 5)).containsExactly(10, 11, 9, 12, 8);
    assertThat(phantom.decoded).doesNotHaveDuplicates();
    until(() -> loader.get(stack.slices().get(31)).isPresent());
  }

  @Test
  void whatWasScrolledPastIsNotDecodedBeforeWhatIsLookedAt() throws Exception {
    loader = new FrameLoader(phantom, 1 << 28, 1);
    phantom.hold = new CountDownLatch(1);
    for (int i = 0; i <= 20; i++) {
      loader.want(this, stack, i, (s, l) -> {});
      TimeUnit.MILLISECONDS.sleep(i == 0 ? 50 : 0); // the first is begun
    }
    phantom.hold.countDown();
    phantom.hold = null;
    until(() -> phantom.decoded.size() >= 3);
    assertThat(phantom.decoded.subList(0, 3)).containsExactly(0, 20, 21);
  }

  @Test
  void tellsEachViewerOfItsStack() throws Exception {
    loader = new FrameLoader(phantom, 1 << 28, 1);
    List<Integer> told = new CopyOnWriteArrayList<>();
    loader.want("a", stack, 3, (s, l) -> told.add(s.instance().instanceNumber() - 1));
    loader.want("b", other, 5, (s, l) -> {});
    until(() -> phantom.decoded.size() == 64);
    until(() -> told.size() == 32);
    loader.forget("a");
    loader.forget("b");
  }

  @Test
  void keepsWithinItsBudgetAndStillShowsWhatIsLookedAt() throws Exception {
    long each = 256 * 256 * 2;
    loader = new FrameLoader(phantom, 6 * each, 1);
    for (int at : new int[] {0, 31, 15}) {
      List<Integer> told = new CopyOnWriteArrayList<>();
      loader.want(this, stack, at, (s, l) -> told.add(s.instance().instanceNumber() - 1));
      until(() -> told.contains(at) || loader.get(stack.slices().get(at)).isPresent());
    }
    TimeUnit.MILLISECONDS.sleep(300); // time in which an endless filling would show
    int[] present = {0};
    loader.present(stack, i -> present[0]++);
    assertThat(present[0]).isLessThanOrEqualTo(6);
    assertThat(phantom.decoded.size()).isLessThan(20);
  }

  @Test
  void aBrokenSliceIsToldInWordsAndOnce() throws Exception {
    loader = new FrameLoader(phantom, 1 << 28, 1);
    phantom.broken.add(stack.slices().get(4).instance().source());
    List<FrameLoader.Loaded> told = new CopyOnWriteArrayList<>();
    loader.want(this, stack, 4, (s, l) -> told.add(l));
    until(() -> told.size() == 32);
    assertThat(told.getFirst())
        .isEqualTo(
            new FrameLoader.Loaded.Broken(
                "The pixel data end before the image does. Ask the sender for the file again."));
    assertThat(told.stream().filter(FrameLoader.Loaded.Broken.class::isInstance)).hasSize(1);
  }
}
