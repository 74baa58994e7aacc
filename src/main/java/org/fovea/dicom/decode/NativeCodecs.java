package org.fovea.dicom.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aoju.bus.image.nimble.opencv.OpenCVNativeLoader;
import org.fovea.common.LibtorchFolder;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native decoders for JPEG, JPEG-LS and JPEG 2000. Loaded once, from the folder {@code
 * fovea.native}/opencv where that is there.
 */
public final class NativeCodecs {
  private static final Logger LOG = LoggerFactory.getLogger(NativeCodecs.class);

  private NativeCodecs() {}

  /** Loading is left to the class loader, which does it once and for all threads. */
  private static final class Loaded {
    private static final boolean AVAILABLE = load();

    private static boolean load() {
      try {
        loadLibtorchBase();
        String folder = System.getProperty("fovea.native");
        if (folder != null) {
          Path library =
              Path.of(folder, "opencv", System.mapLibraryName("opencv_java")).toAbsolutePath();
          if (Files.isRegularFile(library)) {
            System.load(library.toString());
            return true;
          }
        }
        new OpenCVNativeLoader().init();
        return true;
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("native image decoders are not available on this system", e);
        return false;
      }
    }

    /**
     * Loads libtorch's base library, where there is one, before OpenCV. On Linux OpenCV brings a
     * C++ runtime of its own whose unique symbols (STB_GNU_UNIQUE, shared by the whole process) are
     * then used by whatever is loaded later: with OpenCV first, libtorch never comes back from
     * reading a network; the other way round both work.
     */
    private static void loadLibtorchBase() {
      Optional<Path> base =
          LibtorchFolder.find()
              .map(folder -> folder.resolve(System.mapLibraryName("c10")))
              .filter(Files::isRegularFile);
      try {
        base.map(Path::toString).ifPresent(System::load);
      } catch (UnsatisfiedLinkError e) {
        LOG.warn("libtorch cannot be loaded before the image decoders", e);
      }
    }
  }

  /** Whether this system has them. */
  public static boolean available() {
    return Loaded.AVAILABLE;
  }

  /**
   * Decodes one codestream. OpenCV keeps colour as blue, green, red; here it comes out as red,
   * green, blue.
   *
   * @param toRgb whether the decoder should turn YCbCr into RGB
   * @return values interleaved by pixel: byte[] or short[]
   * @throws IOException if the decoder gives up or gives back another shape than the codestream
   *     promised
   */
  public static Object decode(byte[] bytes, Codestream stream, boolean toRgb) throws IOException {
    Mat in = new Mat(1, bytes.length, CvType.CV_8UC1);
    Mat out = null;
    try {
      in.put(0, 0, bytes);
      int flags = stream.signed() ? Imgcodecs.DICOM_FLAG_SIGNED : Imgcodecs.DICOM_FLAG_UNSIGNED;
      if (toRgb) {
        flags |= Imgcodecs.DICOM_FLAG_YBR;
      }
      out = Imgcodecs.dicomJpgMatRead(in, flags, Imgcodecs.IMREAD_UNCHANGED);
      if (out == null
          || out.cols() != stream.columns()
          || out.rows() != stream.rows()
          || out.channels() != stream.components()) {
        throw new IOException("the decoder gave up");
      }
      int n = Math.multiplyExact(Math.multiplyExact(out.cols(), out.rows()), out.channels());
      switch (CvType.depth(out.type())) {
        case CvType.CV_8U, CvType.CV_8S -> {
          byte[] values = new byte[n];
          out.get(0, 0, values);
          if (out.channels() == 3) {
            for (int i = 0; i + 2 < n; i += 3) {
              byte blue = values[i];
              values[i] = values[i + 2];
              values[i + 2] = blue;
            }
          }
          return values;
        }
        case CvType.CV_16U, CvType.CV_16S -> {
          short[] values = new short[n];
          out.get(0, 0, values);
          if (out.channels() == 3) {
            for (int i = 0; i + 2 < n; i += 3) {
              short blue = values[i];
              values[i] = values[i + 2];
              values[i + 2] = blue;
            }
          }
          return values;
        }
        default -> throw new IOException("depth of the decoded image");
      }
    } catch (RuntimeException e) {
      throw new IOException("the decoder gave up", e);
    } finally {
      in.release();
      if (out != null) {
        out.release();
      }
    }
  }

  /**
   * Encodes colour as JPEG 2000 without loss.
   *
   * @param rgb 8-bit red, green, blue interleaved by pixel; not changed
   * @throws IOException if the encoder gives up
   */
  public static byte[] encodeJpeg2000(byte[] rgb, int columns, int rows) throws IOException {
    int[] parameters = new int[16];
    parameters[Imgcodecs.DICOM_PARAM_IMREAD] = Imgcodecs.IMREAD_UNCHANGED;
    parameters[Imgcodecs.DICOM_PARAM_DCM_IMREAD] = Imgcodecs.DICOM_FLAG_UNSIGNED;
    parameters[Imgcodecs.DICOM_PARAM_WIDTH] = columns;
    parameters[Imgcodecs.DICOM_PARAM_HEIGHT] = rows;
    parameters[Imgcodecs.DICOM_PARAM_COMPRESSION] = Imgcodecs.DICOM_CP_J2K;
    parameters[Imgcodecs.DICOM_PARAM_COMPONENTS] = 3;
    parameters[Imgcodecs.DICOM_PARAM_BITS_PER_SAMPLE] = 8;
    parameters[Imgcodecs.DICOM_PARAM_INTERLEAVE_MODE] = Imgcodecs.ILV_SAMPLE;
    Mat in = new Mat(rows, columns, CvType.CV_8UC3);
    MatOfInt chosen = new MatOfInt(parameters);
    Mat out = null;
    try {
      // The encoder takes the order in which it is given, unlike the decoder.
      in.put(0, 0, rgb);
      out = Imgcodecs.dicomJpgWrite(in, chosen, "");
      if (out == null || out.empty()) {
        throw new IOException("the encoder gave up");
      }
      byte[] coded = new byte[Math.toIntExact(out.total() * out.elemSize())];
      out.get(0, 0, coded);
      return coded;
    } catch (RuntimeException e) {
      throw new IOException("the encoder gave up", e);
    } finally {
      in.release();
      chosen.release();
      if (out != null) {
        out.release();
      }
    }
  }
}
