package org.fovea.dicom;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;

/**
 * Opens the bytes of a {@link Source}: a plain file, a file packed with Zstandard (RFC 8878), or an
 * entry of a zip archive. Nothing is ever written under a name that an archive gives, archives
 * inside archives stay closed, and what unpacks beyond the {@link Limits} is refused. Holds no
 * state; safe for use by several threads.
 */
public final class SourceOpener {
  private static final Text TEXT = Text.of(SourceOpener.class);
  private static final long ZIP_LOCAL_HEADER = 0x504b0304L;
  private static final long ZIP_EMPTY = 0x504b0506L;
  private static final long ZSTD_FRAME = 0x28b52ffdL;

  private final Limits limits;

  /**
   * How much may come out of compressed bytes.
   *
   * @param entryBytes length of one unpacked object
   * @param ratio unpacked bytes for each packed one, looked at from {@code ratioFromBytes} on
   * @param ratioFromBytes unpacked length from which the ratio counts
   * @param entries number of entries in one archive
   * @param memoryBytes unpacked objects up to this length are held in memory, longer ones in a
   *     temporary file
   */
  public record Limits(
      long entryBytes, int ratio, long ratioFromBytes, int entries, int memoryBytes) {

    /** Two GiB an object, 1000 : 1 from 16 MiB on, 100,000 entries, 64 MiB in memory. */
    public static Limits standard() {
      return new Limits(2L << 30, 1000, 16L << 20, 100_000, 64 << 20);
    }

    boolean exceededBy(long unpacked, long packed) {
      return unpacked > entryBytes
          || unpacked > ratioFromBytes && unpacked > ratio * Math.max(1, packed);
    }
  }

  public SourceOpener() {
    this(Limits.standard());
  }

  public SourceOpener(Limits limits) {
    this.limits = limits;
  }

  /**
   * The bytes from the beginning, unpacked.
   *
   * @return a stream to be closed; its reads fail with an {@link IOException} that {@link #failure}
   *     puts into words
   * @throws FoveaException NOT_ACCESSIBLE, OUTSIDE_FOLDER, LIMIT_EXCEEDED or DAMAGED
   */
  public InputStream open(Source source) throws FoveaException {
    try {
      return source.entry() == null ? openFile(source) : openEntry(source);
    } catch (IOException e) {
      throw failure(source, e);
    }
  }

  /**
   * The bytes with random access: the file itself where it is plain, else an unpacked copy in
   * memory or, when it is long, in a temporary file that vanishes on closing.
   *
   * @return a read-only channel at position 0, to be closed
   * @throws FoveaException as {@link #open}
   */
  public SeekableByteChannel openChannel(Source source) throws FoveaException {
    try {
      if (source.entry() == null && magic(source.path()) != ZSTD_FRAME) {
        return FileChannel.open(source.path(), StandardOpenOption.READ);
      }
    } catch (IOException e) {
      throw failure(source, e);
    }
    try (InputStream in = open(source)) {
      ByteArrayOutputStream memory = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) > 0; ) {
        memory.write(buffer, 0, n);
        if (memory.size() > limits.memoryBytes()) {
          return spill(memory, in, buffer);
        }
      }
      return new BytesChannel(memory.toByteArray());
    } catch (IOException e) {
      throw failure(source, e);
    }
  }

  /** Whether a file begins as a zip archive does; false for what cannot be read. */
  public boolean isArchive(Path file) {
    try {
      long magic = magic(file);
      return magic == ZIP_LOCAL_HEADER || magic == ZIP_EMPTY;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What an archive holds, folders left out, in the order of its directory.
   *
   * @throws FoveaException NOT_ACCESSIBLE, DAMAGED, or LIMIT_EXCEEDED where there are too many
   */
  public List<Source> entries(Path archive) throws FoveaException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      if (zip.size() > limits.entries()) {
        throw new FoveaException(
            ErrorCode.LIMIT_EXCEEDED,
            archive.toString(),
            TEXT.get("archive.entries", zip.size(), limits.entries()));
      }
      List<Source> found = new ArrayList<>();
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          found.add(new Source(archive, entry.getName()));
        }
      }
      return found;
    } catch (IOException e) {
      throw failure(Source.file(archive), e);
    }
  }

  /** Whether the name of an archive entry stays inside the archive's own folder. */
  public static boolean staysInside(String entry) {
    String name = entry.replace('\\', '/');
    if (name.startsWith("/") || name.matches("^[A-Za-z]:.*") || name.indexOf('\0') >= 0) {
      return false;
    }
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** Puts into words why the bytes of a source could not be read. */
  public FoveaException failure(Source source, IOException e) {
    return switch (e) {
      case UnpackLimitException x -> of(ErrorCode.LIMIT_EXCEEDED, source, x.getMessage(), x);
      case NoSuchFileException x -> of(ErrorCode.NOT_ACCESSIBLE, source, TEXT.get("missing"), x);
      case AccessDeniedException x -> of(ErrorCode.NOT_ACCESSIBLE, source, TEXT.get("denied"), x);
      case ZipException x -> of(ErrorCode.DAMAGED, source, TEXT.get("archive.damaged"), x);
      case EOFException x -> of(ErrorCode.DAMAGED, source, TEXT.get("truncated"), x);
      default -> of(ErrorCode.NOT_ACCESSIBLE, source, TEXT.get("unreadable"), e);
    };
  }

  private static FoveaException of(ErrorCode code, Source source, String message, IOException e) {
    return new FoveaException(code, source.toString(), message, e);
  }

  private InputStream openFile(Source source) throws IOException {
    Path path = source.path();
    InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 13);
    try {
      file.mark(4);
      long magic = magic(file);
      file.reset();
      if (magic != ZSTD_FRAME) {
        return file;
      }
      return new UnpackLimitStream(
          new WordedZstdStream(file), limits, Files.size(path), TEXT.get("unpack.limit"));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private InputStream openEntry(Source source) throws IOException, FoveaException {
    if (!staysInside(source.entry())) {
      throw new FoveaException(
          ErrorCode.OUTSIDE_FOLDER, source.toString(), TEXT.get("archive.outside"));
    }
    if (Files.notExists(source.path())) {
      throw new NoSuchFileException(source.path().toString());
    }
    if (!Files.isReadable(source.path())) {
      throw new AccessDeniedException(source.path().toString());
    }
    ZipFile zip = new ZipFile(source.path().toFile());
    try {
      ZipEntry entry = zip.getEntry(source.entry());
      if (entry == null) {
        throw new NoSuchFileException(source.toString());
      }
      if (limits.exceededBy(entry.getSize(), entry.getCompressedSize())) {
        throw new UnpackLimitException(TEXT.get("unpack.limit"));
      }
      InputStream unpacked =
          new UnpackLimitStream(
              zip.getInputStream(entry),
              limits,
              entry.getCompressedSize(),
              TEXT.get("unpack.limit"));
      BufferedInputStream buffered = new BufferedInputStream(unpacked, 1 << 13);
      buffered.mark(4);
      long magic = magic(buffered);
      buffered.reset();
      InputStream content =
          magic != ZSTD_FRAME
              ? buffered
              : new UnpackLimitStream(
                  new WordedZstdStream(buffered),
                  limits,
                  entry.getCompressedSize(),
                  TEXT.get("unpack.limit"));
      return new FilterInputStream(content) {
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          return in.read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
          try (zip) {
            super.close();
          }
        }
      };
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private SeekableByteChannel spill(ByteArrayOutputStream head, InputStream rest, byte[] buffer)
      throws IOException {
    Path file = Files.createTempFile("fovea-", ".dcm");
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      write(channel, head.toByteArray(), head.size());
      for (int n; (n = rest.read(buffer)) > 0; ) {
        write(channel, buffer, n);
      }
      return channel.position(0);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void write(FileChannel channel, byte[] bytes, int length) throws IOException {
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static long magic(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return magic(in);
    }
  }

  /** The first four bytes as a big-endian number; -1 where there are fewer. */
  private static long magic(InputStream in) throws IOException {
    byte[] b = in.readNBytes(4);
    return b.length < 4
        ? -1
        : (b[0] & 0xffL) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | b[3] & 0xff;
  }

  /**
   * The decompressor reports damage by unchecked exceptions; here they are {@link IOException}s.
   */
  private static final class WordedZstdStream extends FilterInputStream {
    WordedZstdStream(InputStream packed) throws IOException {
      super(new ZstdInputStream(packed));
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (RuntimeException e) {
        throw damaged(e);
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (RuntimeException e) {
        throw damaged(e);
      }
    }

    private static IOException damaged(RuntimeException e) {
      ZipException x = new ZipException(e.getMessage());
      x.initCause(e);
      return x;
    }
  }
}
