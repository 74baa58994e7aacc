package org.fovea.imaging.display.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.fovea.imaging.display.Appearance;
import org.fovea.imaging.display.ColorMap;
import org.fovea.imaging.display.Contours;
import org.fovea.imaging.display.FrameRenderer;
import org.fovea.imaging.display.HeatStyle;
import org.fovea.imaging.display.OverlayRenderer;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.pixel.VoiLut;
import org.fovea.imaging.volume.PlaneSampler;
import org.fovea.imaging.volume.Volume;

/**
 * Time and garbage of one scroll step: a 512² frame of 16 bits through its window, a heatmap of 256
 * × 256 × 40 sampled on an oblique plane through it, and its colours. Run by hand; it is no test.
 */
public final class ScrollStepBenchmark {
  private static final int SIDE = 512;

  private ScrollStepBenchmark() {}

  /** Prints the median and the 99th percentile, ms, and bytes a step. */
  public static void main(String[] arguments) {
    Random random = new Random(1);
    Frame[] frames = new Frame[8];
    for (int f = 0; f < frames.length; f++) {
      short[] v = new short[SIDE * SIDE];
      for (int i = 0; i < v.length; i++) {
        v[i] = (short) random.nextInt(4096);
      }
      frames[f] =
          new Frame(SIDE, SIDE, 1, 12, Photometric.MONOCHROME2, new Samples.Shorts(v, false));
    }
    Presentation p =
        new Presentation(
            new ModalityLut.Rescale(1, -1024, "HU"),
            List.of(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            null,
            0);
    Grid grid =
        new Grid(
            new Vec3(-127.5, -127.5, -60),
            new Vec3(1, 0, 0),
            new Vec3(0, 1, 0),
            new Vec3(0, 0, 1),
            1,
            1,
            3,
            256,
            256,
            40);
    float[] values = new float[grid.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    Volume heat = new Volume(grid, values);
    FrameRenderer renderer = new FrameRenderer();
    OverlayRenderer overlay = new OverlayRenderer();
    int[] pixels = new int[SIDE * SIDE];
    int[] over = new int[SIDE * SIDE];
    float[] samples = new float[SIDE * SIDE];
    HeatStyle style = new HeatStyle(ColorMap.INFERNO, 0.5, 0.5);
    float[] cone = new float[SIDE * SIDE];
    for (int s = 0; s < cone.length; s++) {
      cone[s] = (float) (1 - Math.hypot(s % SIDE - 256.0, s / SIDE - 256.0) / 256);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (String what : List.of("scroll", "window drag", "scroll with contour")) {
      double[] ms = new double[600];
      long garbage = 0;
      for (int i = 0; i < ms.length; i++) {
        if (i == ms.length / 2) {
          garbage = threads.getCurrentThreadAllocatedBytes();
        }
        long start = System.nanoTime();
        double width = what.equals("window drag") ? 400 + i : 400;
        renderer.render(
            frames[i % frames.length],
            Appearance.of(p, new VoiLut.Linear(40, width), false),
            pixels);
        double tilt = 0.1;
        Plane plane =
            new Plane(
                new Vec3(-127, -127, -40 + i % 60),
                new Vec3(Math.cos(tilt), 0, Math.sin(tilt)),
                new Vec3(0, 1, 0),
                0.5,
                0.5,
                SIDE,
                SIDE);
        PlaneSampler.sample(heat, plane, samples);
        overlay.render(samples, samples.length, style, over);
        if (what.endsWith("contour")) {
          Contours.of(cone, SIDE, SIDE, 0.5);
        }
        ms[i] = (System.nanoTime() - start) / 1e6;
      }
      garbage = threads.getCurrentThreadAllocatedBytes() - garbage;
      double[] settled = Arrays.copyOfRange(ms, ms.length / 2, ms.length);
      Arrays.sort(settled);
      System.out.printf(
          "%-20s median %.2f ms, 99 %% %.2f ms, %d bytes a step%n",
          what,
          settled[settled.length / 2],
          settled[(int) (settled.length * 0.99)],
          garbage / settled.length);
    }
  }
}
