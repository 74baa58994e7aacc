package org.fovea.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.fovea.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TasksTest {
  private final Tasks tasks = new Tasks();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);

  @BeforeAll
  static void start() {
    Fx.start();
  }

  @Test
  void theEndWaitsForWorkAndAsksItToStop() throws Exception {
    Fx.run(
        () ->
            tasks.start(
                progress -> {
                  begun.countDown();
                  while (!progress.cancelled()) {
                    Thread.sleep(5);
                  }
                  Thread.sleep(50); // what it has begun to write is written whole
                  return seen.add("written");
                },
                done -> {},
                e -> seen.add(e.toString())));
    begun.await();
    tasks.close();
    assertThat(seen).containsExactly("written");
  }

  @Test
  void nothingBeginsAfterTheEnd() {
    tasks.close();
    Tasks.Running running =
        Fx.call(
            () ->
                tasks.start(
                    progress -> seen.add("run"), done -> seen.add("done"), e -> seen.add("no")));
    assertThat(running.cancelled()).isTrue();
    Fx.run(() -> {}); // what would be told has been told by now
    assertThat(seen).isEmpty();
  }

  @Test
  void whatIsSavedIsWaitedForWithWhatItSavesInTurn() {
    CountDownLatch go = new CountDownLatch(1);
    Fx.run(
        () -> {
          tasks.save(
              () -> {
                go.await();
                return seen.add("first");
              },
              done -> tasks.save(() -> seen.add("second"), more -> seen.add("told"), e -> {}),
              e -> {});
          tasks.whenSaved(() -> seen.add("closed"));
          assertThat(tasks.saving()).isTrue();
        });
    go.countDown();
    Fx.await("closed", () -> seen.contains("closed"));
    assertThat(seen).containsExactly("first", "second", "told", "closed");
    assertThat(Fx.call(tasks::saving)).isFalse();
    Fx.run(() -> tasks.whenSaved(() -> seen.add("at once")));
    assertThat(seen).endsWith("at once");
    tasks.close();
  }

  @Test
  void theWindowStaysWhenSomethingCouldNotBeSaved() {
    Fx.run(
        () -> {
          tasks.save(
              () -> {
                throw new java.io.IOException("disk full");
              },
              done -> {},
              e -> seen.add(e.getMessage()));
          tasks.whenSaved(() -> seen.add("closed"));
        });
    Fx.await("told", () -> !seen.isEmpty());
    Fx.run(() -> {});
    assertThat(seen).containsExactly("disk full");
    assertThat(Fx.call(tasks::saving)).isFalse();
    tasks.close();
  }

  @Test
  void theEndDoesNotCutWhatIsBeingSaved() throws Exception {
    Fx.run(
        () ->
            tasks.save(
                () -> {
                  begun.countDown();
                  Thread.sleep(100); // an interrupt would end it
                  return seen.add("saved");
                },
                done -> {},
                e -> seen.add(e.toString())));
    begun.await();
    tasks.close();
    assertThat(seen).containsExactly("saved");
  }
}
