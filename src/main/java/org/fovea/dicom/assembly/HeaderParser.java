package org.fovea.dicom.assembly;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;

/** Reads headers up to the pixel data, and looks whether the pixel data can be all there. */
final class HeaderParser {
  private static final Text TEXT = Text.of(HeaderParser.class);

  /** Nesting of sequences beyond which a file is taken for hostile. */
  private static final int MAX_DEPTH = 64;

  /** Longest single value before the pixel data that is held in memory. */
  private static final int MAX_VALUE_BYTES = 64 << 20;

  private final SourceOpener opener;

  HeaderParser(SourceOpener opener) {
    this.opener = opener;
  }

  /**
   * Reads a header.
   *
   * @return null where the bytes are not DICOM
   * @throws FoveaException where they are, but damaged or not to be opened
   */
  Header parse(Source source) throws FoveaException {
    try (BufferedInputStream bytes = new BufferedInputStream(opener.open(source), 1 << 14)) {
      bytes.mark(256);
      byte[] head = bytes.readNBytes(144);
      bytes.reset();
      if (!Signature.isDicom(head)) {
        return null;
      }
      return parse(source, bytes);
    } catch (IOException e) {
      throw opener.failure(source, e);
    }
  }

  private Header parse(Source source, InputStream bytes) throws FoveaException, IOException {
    try (ImageInputStream in = new Bounded(bytes)) {
      Attributes meta = in.getFileMetaInformation();
      in.setIncludeBulkData(ImageInputStream.IncludeBulkData.NO);
      in.setAllocateLimit(MAX_VALUE_BYTES);
      Attributes data = in.readDataset(-1, Tag.PixelData);
      boolean deflated = UID.DeflatedExplicitVRLittleEndian.equals(in.getTransferSyntax());
      boolean pixels = in.tag() == Tag.PixelData;
      if (pixels && !deflated) {
        requireWhole(source, in);
      }
      if (data.isEmpty()) {
        throw damaged(source, null);
      }
      return new Header(
          meta == null ? new Attributes() : meta,
          data,
          in.getTransferSyntax(),
          pixels && !deflated ? in.getPosition() : -1);
    } catch (DepthException e) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED, source.toString(), TEXT.get("depth", MAX_DEPTH), e);
    } catch (EOFException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("truncated"), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw damaged(source, e);
    } catch (IOException e) {
      FoveaException worded = opener.failure(source, e);
      throw worded.code() == ErrorCode.NOT_ACCESSIBLE ? damaged(source, e) : worded;
    }
  }

  /** Native pixel data that claims to reach beyond the end of a plain file is cut off. */
  private void requireWhole(Source source, ImageInputStream in) throws IOException, FoveaException {
    long claimed = in.length() & 0xffffffffL;
    if (in.length() == -1 || source.entry() != null || source.path().toString().endsWith(".zst")) {
      return;
    }
    if (in.getPosition() + claimed > Files.size(source.path())) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("truncated"));
    }
  }

  private static FoveaException damaged(Source source, Throwable cause) {
    return new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("damaged"), cause);
  }

  private static final class DepthException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The toolkit's reader with a bound on nesting. */
  private static final class Bounded extends ImageInputStream {
    Bounded(InputStream in) throws IOException {
      super(in);
    }

    @Override
    public void readValue(ImageInputStream in, Sequence sequence) throws IOException {
      if (level() > MAX_DEPTH) {
        throw new DepthException();
      }
      super.readValue(in, sequence);
    }
  }
}
