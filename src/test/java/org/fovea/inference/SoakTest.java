package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fovea.inference.engine.TorchNetwork;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory stays flat however many batches a long-lived thread runs. */
@Tag("slow")
class SoakTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int BATCHES = 20_000;
  private static final int SETTLED = BATCHES / 5;
  private static final long MOST_KIB = 32 * 1024;

  /** What the child process does: prints resident memory, KiB, early and at the end. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      int[] in = {3, 64, 64};
      int[] out = {1, 64, 64};
      try (TorchNetwork tiny = new TorchNetwork(Path.of(arguments[0]), "cpu", 4, in, out)) {
        float[] items = new float[4 * 3 * 64 * 64];
        for (int i = 1; i <= BATCHES; i++) {
          items[i % items.length] = i;
          tiny.run(items, 1 + i % 4);
          if (i == SETTLED || i == BATCHES) {
            System.out.println("resident " + residentKib());
          }
        }
      }
    }

    private static long residentKib() throws Exception {
      return Files.readAllLines(STATUS).stream()
          .filter(l -> l.startsWith("VmRSS:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void twentyThousandBatchesNeedNoMoreMemoryThanFourThousand(@TempDir Path folder)
      throws Exception {
    Assumptions.assumeTrue(Files.isReadable(STATUS), "skipped: no /proc on this system");
    Path network =
        Path.of(System.getProperty("fovea.basedir", "."))
            .resolve("src/test/resources/org/fovea/inference/tiny.ts");
    Path out = folder.resolve("out.txt");
    // The Java heap is touched whole at the start, so that what grows is libtorch's.
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfovea.native=" + System.getProperty("fovea.native"),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                network.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    List<Long> resident =
        Files.readAllLines(out).stream()
            .filter(l -> l.startsWith("resident "))
            .map(l -> Long.parseLong(l.substring(9)))
            .toList();
    assertThat(resident).hasSize(2);
    assertThat(resident.get(1) - resident.get(0)).isLessThan(MOST_KIB);
  }
}
