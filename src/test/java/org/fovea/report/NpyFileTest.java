package org.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NpyFileTest {

  private static byte[] file(NpyFile.Type type, int[] shape, double... values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpyFile.writeHeader(out, type, shape);
    ByteBuffer b = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      type.put(b, v);
    }
    out.write(b.array());
    return out.toByteArray();
  }

  @Test
  void headerIsAsNumpyWritesIt() throws IOException {
    byte[] bytes = file(NpyFile.Type.INT16, new int[] {1, 2, 3}, -1, 0, 1, 2, 3, 4095);
    // numpy.save of np.array(..., '<i2').reshape(1, 2, 3): 128 bytes of header, then the values
    String header =
        "{'descr': '<i2', 'fortran_order': False, 'shape': (1, 2, 3), }".concat(" ".repeat(55));
    assertThat(new String(bytes, 10, 117, StandardCharsets.US_ASCII)).isEqualTo(header);
    assertThat(bytes[127]).isEqualTo((byte) '\n');
    assertThat(Arrays.copyOf(bytes, 10))
        .containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(Arrays.copyOfRange(bytes, 128, bytes.length))
        .containsExactly(0xff, 0xff, 0, 0, 1, 0, 2, 0, 3, 0, 0xff, 0x0f);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    double[] values = {0, 65535, 70000, 4294967295.0};
    NpyFile.Array read =
        NpyFile.read(new ByteArrayInputStream(file(NpyFile.Type.UINT32, new int[] {4}, values)));
    assertThat(read.shape()).containsExactly(4);
    assertThat(read.values()).containsExactly(values);
  }

  @Test
  void theSmallestTypeThatHoldsTheValues() {
    assertThat(NpyFile.Type.smallest(0, 255)).isEqualTo(NpyFile.Type.UINT8);
    assertThat(NpyFile.Type.smallest(0, 256)).isEqualTo(NpyFile.Type.INT16);
    assertThat(NpyFile.Type.smallest(-1, 5)).isEqualTo(NpyFile.Type.INT16);
    assertThat(NpyFile.Type.smallest(0, 32768)).isEqualTo(NpyFile.Type.UINT16);
    assertThat(NpyFile.Type.smallest(-1, 32768)).isEqualTo(NpyFile.Type.INT32);
    assertThat(NpyFile.Type.smallest(0, 65536)).isEqualTo(NpyFile.Type.INT32);
  }

  @Test
  void whatIsNoArrayIsRefused() throws IOException {
    byte[] whole = file(NpyFile.Type.UINT8, new int[] {1000}, new double[1000]);
    for (byte[] bad :
        new byte[][] {
          {},
          "text".getBytes(StandardCharsets.US_ASCII),
          Arrays.copyOf(whole, 40),
          Arrays.copyOf(whole, whole.length - 1)
        }) {
      assertThatThrownBy(() -> NpyFile.read(new ByteArrayInputStream(bad)))
          .isInstanceOf(IOException.class);
    }
    byte[] lying =
        new String(whole, StandardCharsets.ISO_8859_1)
            .replace("(1000,)", "(2147483647, 2147483647)")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> NpyFile.read(new ByteArrayInputStream(lying)))
        .isInstanceOf(IOException.class);
  }
}
