package org.fovea.dicom.result;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.DicomParser;

/**
 * Parses one DICOM file.
 *
 * @param dataset all elements read
 * @param transferSyntaxUid as found or guessed
 */
public record ObjectFile(Attributes dataset, String transferSyntaxUid) {
  private static final Text TEXT = Text.of(ObjectFile.class);

  /** All elements before the pixels. */
  public static ObjectFile header(SourceOpener opener, Source source) throws FoveaException {
    DicomFile file = new DicomParser(opener).parse(source);
    return new ObjectFile(file.dataset(), file.transferSyntaxUid());
  }

  /** The whole object, pixels included. */
  public static ObjectFile whole(SourceOpener opener, Source source) throws FoveaException {
    try (InputStream bytes = new BufferedInputStream(opener.open(source), 1 << 16);
        ImageInputStream in = new ImageInputStream(bytes)) {
      in.setIncludeBulkData(ImageInputStream.IncludeBulkData.YES);
      Attributes dataset = in.readDataset(-1, -1);
      return new ObjectFile(dataset, in.getTransferSyntax());
    } catch (IOException e) {
      throw opener.failure(source, e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The parser meets lengths that lie and nesting without end by unchecked failures.
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("damaged"), e);
    }
  }
}
