package org.fovea.ui;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.library.Library.StudyRow;
import org.fovea.testing.DicomFixtures;
import org.fovea.testing.Fx;

/**
 * Long series of 512 × 512 pixels of 16 bits in the whole window, on a library of its own: how long
 * a series takes to be imported, against a plain parse of its headers; how long its first image
 * takes after the click; how fast and within what heap it scrolls. Run by hand, with {@code -Xmx1g
 * -Dglass.platform=Headless -Dprism.order=sw}; it is no test.
 */
public final class StackBenchmark {
  private static final int SIZE = 512;
  private static final int OPENINGS = 5;

  private StackBenchmark() {}

  /**
   * @param arguments a folder for files and the library, then numbers of slices, such as 400 1000
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (RealWindow window = new RealWindow(Files.createDirectories(folder))) {
      for (String number : Arrays.asList(arguments).subList(1, arguments.length)) {
        measure(window, folder, Integer.parseInt(number));
      }
    }
    System.exit(0);
  }

  private static void measure(RealWindow window, Path folder, int slices) throws Exception {
    Path series = folder.resolve("series-" + slices);
    if (!Files.isDirectory(series)) {
      write(series, slices);
    }
    parse(series);
    double parsed = parse(series);
    Shell shell = window.shell();
    Fx.await("library", () -> shell.backend() != null);
    long start = System.nanoTime();
    Fx.run(() -> shell.take(List.of(series)));
    Fx.await("imported and shown", () -> shown(window, slices));
    double imported = (System.nanoTime() - start) / 1e6;
    System.out.printf(
        "%d slices: headers parsed in %.0f ms; imported, opened and shown in %.0f ms%n",
        slices, parsed, imported);
    StudyRow row =
        Fx.call(
            () ->
                shell.worklist().rows().stream()
                    .filter(r -> r.studyInstanceUid().equals("2.25.1" + slices))
                    .findFirst()
                    .orElseThrow());
    for (int i = 0; i < OPENINGS; i++) {
      window.restart();
      Shell again = window.shell();
      Fx.await("library", () -> again.backend() != null && !again.worklist().rows().isEmpty());
      Thread.sleep(1500);
      start = System.nanoTime();
      Fx.run(() -> again.open(row));
      while (!Fx.call(() -> shown(window, slices))) {
        Thread.sleep(1); // a core that spins is missing to the decoder
      }
      Fx.run(() -> window.window().scene().getRoot().layout());
      System.out.printf(
          "%d slices: first image %.0f ms after the click%n",
          slices, (System.nanoTime() - start) / 1e6);
    }
    scroll(window, slices);
  }

  private static boolean shown(RealWindow window, int slices) {
    return window.shell().placeProperty().get() == Place.READ
        && window.shell().studyProperty().get().studyInstanceUid().equals("2.25.1" + slices)
        && window.window().images().activeInstance().isPresent()
        && window.window().images().pictured();
  }

  /** Down through every slice and up again, each waited for. */
  private static void scroll(RealWindow window, int slices) throws Exception {
    double[] onThread = new double[2 * slices];
    double[] seen = new double[2 * slices];
    var images = window.window().images();
    System.gc();
    long most = 0;
    for (int i = 0; i < 2 * slices; i++) {
      int at = i < slices ? i : 2 * slices - 1 - i;
      long start = System.nanoTime();
      onThread[i] =
          Fx.call(
              () -> {
                long from = System.nanoTime();
                images.jumpTo(new Vec3(0, 0, at * 0.7));
                window.window().scene().getRoot().layout();
                return (System.nanoTime() - from) / 1e6;
              });
      while (!Fx.call(images::pictured)) {
        Thread.sleep(1);
      }
      seen[i] = (System.nanoTime() - start) / 1e6;
      most = Math.max(most, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    Arrays.sort(onThread);
    Arrays.sort(seen);
    System.out.printf(
        "%d slices: step on the JavaFX thread, median %.1f ms, 95 %% %.1f ms; until the image was"
            + " there, median %.1f ms, 95 %% %.1f ms; most heap in use %d MiB of %d%n",
        slices,
        onThread[slices],
        onThread[(int) (1.9 * slices)],
        seen[slices],
        seen[(int) (1.9 * slices)],
        most >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Milliseconds to parse every header up to the pixel data with the toolkit alone. */
  private static double parse(Path series) throws Exception {
    long start = System.nanoTime();
    try (Stream<Path> files = Files.list(series)) {
      for (Path file : files.toList()) {
        try (ImageInputStream in = new ImageInputStream(file.toFile())) {
          in.readDataset(-1, Tag.PixelData);
        }
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void write(Path folder, int slices) throws Exception {
    Random random = new Random(slices);
    for (int k = 0; k < slices; k++) {
      var a =
          DicomFixtures.header(
              UID.CTImageStorage,
              "2.25.1" + slices,
              "2.25.2" + slices,
              "2.25.3" + slices + "." + k);
      a.setString(Tag.Modality, VR.CS, "CT");
      a.setString(Tag.SeriesDescription, VR.LO, "AX " + slices);
      a.setInt(Tag.SeriesNumber, VR.IS, 1);
      a.setInt(Tag.InstanceNumber, VR.IS, k + 1);
      a.setString(Tag.FrameOfReferenceUID, VR.UI, "2.25.4" + slices);
      a.setDouble(Tag.ImagePositionPatient, VR.DS, -180, -180, k * 0.7);
      a.setDouble(Tag.ImageOrientationPatient, VR.DS, 1, 0, 0, 0, 1, 0);
      a.setDouble(Tag.PixelSpacing, VR.DS, 0.7, 0.7);
      a.setDouble(Tag.SliceThickness, VR.DS, 0.7);
      a.setDouble(Tag.RescaleIntercept, VR.DS, -1024);
      a.setDouble(Tag.RescaleSlope, VR.DS, 1);
      ByteBuffer pixels = ByteBuffer.allocate(2 * SIZE * SIZE).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < SIZE * SIZE; i++) {
        double r = Math.hypot(i % SIZE - SIZE / 2.0, i / SIZE - SIZE / 2.0) / (SIZE / 2.0);
        pixels.putShort((short) (r < 0.8 ? 1024 + 40 * r + random.nextInt(40) : 24));
      }
      DicomFixtures.image(a, SIZE, SIZE, pixels.array());
      DicomFixtures.write(folder.resolve(String.format("IM%04d", k + 1)), a);
    }
  }
}
