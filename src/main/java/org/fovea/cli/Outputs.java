package org.fovea.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.common.WholeFile;

/** Writes small files that the user named. */
final class Outputs {
  private static final Text WORDS = Text.of(Outputs.class);

  private Outputs() {}

  static void write(Path file, byte[] bytes) throws FoveaException {
    try {
      WholeFile.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED, file.toString(), WORDS.get("write.failed", e.getMessage()), e);
    }
  }
}
