package org.fovea.dicom.result;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;

/**
 * Writes several files of one folder: all are written and synced under temporary names first, then
 * renamed, so that a full disk leaves none of them.
 */
public final class WholeFiles {
  private static final Text TEXT = Text.of(WholeFiles.class);

  private final UnaryOperator<OutputStream> sink;
  private final List<Path[]> pending = new ArrayList<>();

  /**
   * @param sink wraps what goes to the disk
   */
  public WholeFiles(UnaryOperator<OutputStream> sink) {
    this.sink = sink;
  }

  /**
   * Writes an object under a temporary name beside its target.
   *
   * @throws FoveaException WRITE_FAILED; nothing written through this object is left then
   */
  public void write(Path target, Attributes object) throws FoveaException {
    try {
      Path folder = target.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path temporary =
          folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      pending.add(new Path[] {temporary, target});
      Attributes meta = object.createFileMetaInformation(UID.ExplicitVRLittleEndian);
      meta.setString(Tag.ImplementationClassUID, VR.UI, Uids.IMPLEMENTATION_CLASS);
      meta.setString(Tag.ImplementationVersionName, VR.SH, Uids.IMPLEMENTATION_VERSION);
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        OutputStream bytes =
            new BufferedOutputStream(sink.apply(Channels.newOutputStream(channel)), 1 << 16);
        ImageOutputStream out = new ImageOutputStream(bytes, UID.ExplicitVRLittleEndian);
        out.writeDataset(meta, object);
        out.flush();
        bytes.flush();
        channel.force(true);
      }
    } catch (IOException | RuntimeException e) {
      discard();
      throw failed(target, e);
    }
  }

  /** Gives all files their names. */
  public void commit() throws FoveaException {
    Path target = null;
    try {
      for (Path[] file : pending) {
        target = file[1];
        move(file[0], target);
      }
      pending.clear();
    } catch (IOException e) {
      discard();
      throw failed(target, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void discard() {
    for (Path[] file : pending) {
      try {
        Files.deleteIfExists(file[0]);
      } catch (IOException e) {
        org.slf4j.LoggerFactory.getLogger(WholeFiles.class)
            .warn("A temporary file could not be removed: {}", file[0], e);
      }
    }
    pending.clear();
  }

  static FoveaException failed(Path target, Exception e) {
    String reason =
        e instanceof IOException && e.getMessage() != null
            ? e.getMessage()
            : TEXT.get("write.reason.unknown");
    return new FoveaException(
        ErrorCode.WRITE_FAILED,
        target.toString(),
        TEXT.get("write.failed", target.getFileName(), reason),
        e);
  }
}
