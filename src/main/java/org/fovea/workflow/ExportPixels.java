package org.fovea.workflow;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.common.WholeFile;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.imaging.display.Appearance;
import org.fovea.imaging.display.AutoWindow;
import org.fovea.imaging.display.FrameRenderer;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.pixel.VoiLut;
import org.fovea.report.NpyFile;

/** Writes images as pictures as they are displayed, or their stored values for numpy. */
public final class ExportPixels {
  private static final Text WORDS = Text.of(ExportPixels.class);

  private final OpenStudies openStudies;
  private final PixelReader pixels;

  public ExportPixels(OpenStudies openStudies, PixelReader pixels) {
    this.openStudies = openStudies;
    this.pixels = pixels;
  }

  /** What is written. */
  public enum Format {
    /** {@code <SOPInstanceUID>.png}; of several frames one file each, {@code -<number>} from 1. */
    PNG,
    /**
     * {@code <SOPInstanceUID>.npy}: stored values before any lookup table, (frames, rows, columns)
     * or (frames, rows, columns, samples).
     */
    NPY
  }

  /** What came of it. */
  public record Exported(int objects, List<Path> files, List<Problem> problems) {}

  /**
   * Exports every object with pixels; one that cannot be decoded does not keep the others away.
   *
   * @throws FoveaException if the output cannot be written
   */
  public Exported run(List<Path> paths, Path output, Format format, Progress progress)
      throws FoveaException {
    Path folder = output.toAbsolutePath().normalize();
    StudyReader.Outcome outcome = openStudies.openExcept(paths, folder, progress.part(0, 0.05));
    List<Problem> problems = new ArrayList<>(outcome.problems());
    List<Path> files = new ArrayList<>();
    List<Instance> instances = instances(outcome.studies());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failure(folder, e);
    }
    int objects = 0;
    for (int n = 0; n < instances.size(); n++) {
      Instance instance = instances.get(n);
      progress.checkCancelled();
      progress.report(0.05 + 0.95 * n / instances.size(), instance.source().toString());
      try {
        files.addAll(
            switch (format) {
              case PNG -> png(instance, folder, progress);
              case NPY -> List.of(npy(instance, folder, progress));
            });
        objects++;
      } catch (FoveaException e) {
        if (e.code() == ErrorCode.WRITE_FAILED) {
          throw e;
        }
        problems.add(new Problem(e.code(), instance.source().toString(), e.getMessage()));
      }
    }
    return new Exported(objects, files, problems);
  }

  private static List<Instance> instances(List<Study> studies) {
    Map<String, Instance> all = new LinkedHashMap<>();
    for (Study study : studies) {
      for (Series series : study.series()) {
        for (Stack stack : series.stacks()) {
          for (Slice slice : stack.slices()) {
            all.putIfAbsent(slice.instance().sopInstanceUid(), slice.instance());
          }
        }
        for (Instance result : series.results()) {
          if (result.frames() > 0) {
            all.putIfAbsent(result.sopInstanceUid(), result);
          }
        }
      }
    }
    return List.copyOf(all.values());
  }

  private List<Path> png(Instance instance, Path folder, Progress progress) throws FoveaException {
    List<Path> files = new ArrayList<>();
    int frames = Math.max(1, instance.frames());
    int digits = Integer.toString(frames).length();
    FrameRenderer renderer = new FrameRenderer();
    for (int f = 0; f < frames; f++) {
      progress.checkCancelled();
      Frame frame = pixels.frame(instance, f);
      Presentation p = pixels.presentation(instance, f);
      boolean colour =
          frame.photometric() == Photometric.RGB
              || frame.photometric() == Photometric.PALETTE_COLOR;
      VoiLut voi =
          colour
              ? new VoiLut.LinearExact(0.5, 1)
              : p.vois().isEmpty() ? AutoWindow.of(frame, p, 1, 99) : p.vois().getFirst().lut();
      int[] argb = new int[frame.columns() * frame.rows()];
      renderer.render(frame, Appearance.of(p, voi, false), argb);
      BufferedImage image =
          new BufferedImage(frame.columns(), frame.rows(), BufferedImage.TYPE_INT_RGB);
      image.setRGB(0, 0, frame.columns(), frame.rows(), argb, 0, frame.columns());
      String number = frames == 1 ? "" : String.format("-%0" + digits + "d", f + 1);
      Path file = folder.resolve(name(instance) + number + ".png");
      write(
          file,
          out -> {
            if (!ImageIO.write(image, "png", out)) {
              throw new IOException("no writer for PNG");
            }
          });
      files.add(file);
    }
    return files;
  }

  private Path npy(Instance instance, Path folder, Progress progress) throws FoveaException {
    int frames = Math.max(1, instance.frames());
    Frame first = pixels.frame(instance, 0);
    NpyFile.Type type = type(instance, first, frames, progress);
    int[] shape =
        first.samplesPerPixel() == 1
            ? new int[] {frames, first.rows(), first.columns()}
            : new int[] {frames, first.rows(), first.columns(), first.samplesPerPixel()};
    Path file = folder.resolve(name(instance) + ".npy");
    FoveaException[] failed = new FoveaException[1];
    try {
      WholeFile.write(
          file,
          out -> {
            NpyFile.writeHeader(out, type, shape);
            for (int f = 0; f < frames; f++) {
              progress.checkCancelled();
              try {
                values(out, type, f == 0 ? first : pixels.frame(instance, f));
              } catch (FoveaException e) {
                failed[0] = e;
                throw new IOException(e);
              }
            }
          });
    } catch (IOException e) {
      throw failed[0] != null ? failed[0] : failure(file, e);
    }
    return file;
  }

  /** The smallest type that holds all values of all frames. */
  private NpyFile.Type type(Instance instance, Frame first, int frames, Progress progress)
      throws FoveaException {
    if (first.samples() instanceof Samples.Floats) {
      return NpyFile.Type.FLOAT32;
    }
    if (first.samples() instanceof Samples.Doubles) {
      return NpyFile.Type.FLOAT64;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int f = 0; f < frames; f++) {
      progress.checkCancelled();
      Samples samples = (f == 0 ? first : pixels.frame(instance, f)).samples();
      for (int i = 0; i < samples.length(); i++) {
        double v = samples.get(i);
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    return NpyFile.Type.smallest(low, high);
  }

  private static void values(OutputStream out, NpyFile.Type type, Frame frame) throws IOException {
    Samples samples = frame.samples();
    byte[] bytes = new byte[Math.min(samples.length(), 1 << 16) * type.bytes()];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples.length(); i++) {
      type.put(buffer, samples.get(i));
      if (!buffer.hasRemaining()) {
        out.write(bytes);
        buffer.clear();
      }
    }
    out.write(bytes, 0, buffer.position());
  }

  /** A UID as a file name: nothing in it may lead elsewhere (PS3.5 9.1: digits and dots). */
  private static String name(Instance instance) {
    return instance.sopInstanceUid().replaceAll("[^0-9A-Za-z.]", "_").replaceAll("^\\.+", "_");
  }

  private static void write(Path file, WholeFile.Content content) throws FoveaException {
    try {
      WholeFile.write(file, content);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static FoveaException failure(Path path, IOException e) {
    return new FoveaException(
        ErrorCode.WRITE_FAILED,
        path.toString(),
        WORDS.get("write.failed", FoveaException.said(e)),
        e);
  }
}
