package org.fovea.dicom.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Source;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Samples;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file of the corpus decodes to the values of the reference decoders or is refused in a plain
 * sentence. The expected values come from {@code src/test/python/corpus_reference.py}.
 */
class CorpusTest {
  private final FilePixelReader reader = new FilePixelReader();

  private record Expected(String file, String outcome, String shape, String type, String sha256) {}

  @TestFactory
  Stream<DynamicTest> everyFileIsReadAsTheReferenceReadsItOrRefused() throws Exception {
    Path corpus = SharedData.folder("dicom-corpus");
    List<Expected> rows = new ArrayList<>();
    try (InputStream in = CorpusTest.class.getResourceAsStream("corpus-expected.csv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", 6))
          .forEach(c -> rows.add(new Expected(c[0], c[1], c[2], c[3], c[4])));
    }
    assertThat(rows).hasSizeGreaterThan(140);
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.file(), () -> check(row, Source.file(corpus.resolve(row.file())))));
  }

  private void check(Expected row, Source source) throws Exception {
    switch (row.outcome()) {
      case "refused" -> {
        try {
          frames(source);
          fail("was read, though the reference refuses it");
        } catch (FoveaException e) {
          assertThat(e.getMessage()).endsWith(".").hasSizeBetween(15, 250).doesNotContain("null");
          assertThat(e.source()).isEqualTo(source.toString());
        }
      }
      case "values" -> {
        List<Frame> frames = frames(source);
        assertThat(shape(frames)).isEqualTo(row.shape());
        assertThat(type(frames.getFirst())).isEqualTo(row.type());
        assertThat(sha256(frames)).isEqualTo(row.sha256());
      }
      case "lossy" -> {
        List<Frame> frames = frames(source);
        assertThat(shape(frames)).isEqualTo(row.shape());
        assertThat(largestDifference(frames, frames(withDcmtk(source)))).isLessThanOrEqualTo(1);
      }
      default -> fail(row.outcome());
    }
  }

  /** The same image, decompressed by DCMTK. */
  private static Source withDcmtk(Source source) throws IOException, InterruptedException {
    Path out = Files.createTempFile("dcmtk", ".dcm");
    try {
      ProcessBuilder builder =
          new ProcessBuilder("dcmdjpeg", "+cp", "+px", source.path().toString(), out.toString());
      Process process =
          builder.redirectErrorStream(true).redirectOutput(new File("/dev/null")).start();
      assumeTrue(process.waitFor() == 0, "DCMTK cannot decompress this syntax");
    } catch (IOException e) {
      assumeTrue(false, "DCMTK (dcmdjpeg) is not installed");
    }
    return Source.file(out);
  }

  private List<Frame> frames(Source source) throws FoveaException {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0, n = reader.frames(source); i < n; i++) {
      frames.add(reader.frame(source, i));
    }
    return frames;
  }

  private static String shape(List<Frame> frames) {
    Frame f = frames.getFirst();
    String samples = f.samplesPerPixel() > 1 ? "x" + f.samplesPerPixel() : "";
    return frames.size() + "x" + f.rows() + "x" + f.columns() + samples;
  }

  private static String type(Frame frame) {
    return switch (frame.samples()) {
      case Samples.Bytes b -> b.signed() ? "int16" : "uint8";
      case Samples.Shorts s -> s.signed() ? "int16" : "uint16";
      case Samples.Ints i -> "int32";
      case Samples.Floats f -> "float32";
      case Samples.Doubles d -> "float64";
    };
  }

  private static String sha256(List<Frame> frames) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Frame frame : frames) {
      int n = frame.samples().length();
      ByteBuffer bytes = ByteBuffer.allocate(8 * n).order(ByteOrder.LITTLE_ENDIAN);
      switch (frame.samples()) {
        case Samples.Bytes b when b.signed() -> {
          for (byte v : b.values()) {
            bytes.putShort(v);
          }
        }
        case Samples.Bytes b -> bytes.put(b.values());
        case Samples.Shorts s -> {
          for (short v : s.values()) {
            bytes.putShort(v);
          }
        }
        case Samples.Ints i -> {
          for (int v : i.values()) {
            bytes.putInt(v);
          }
        }
        case Samples.Floats f -> {
          for (float v : f.values()) {
            bytes.putFloat(v);
          }
        }
        case Samples.Doubles d -> {
          for (double v : d.values()) {
            bytes.putDouble(v);
          }
        }
      }
      digest.update(bytes.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static double largestDifference(List<Frame> a, List<Frame> b) {
    assertThat(shape(b)).isEqualTo(shape(a));
    double largest = 0;
    for (int f = 0; f < a.size(); f++) {
      Samples x = a.get(f).samples();
      Samples y = b.get(f).samples();
      for (int i = 0; i < x.length(); i++) {
        largest = Math.max(largest, Math.abs(x.get(i) - y.get(i)));
      }
    }
    return largest;
  }
}
