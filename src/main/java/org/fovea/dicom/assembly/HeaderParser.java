package org.fovea.dicom.assembly;

import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.DicomParser;

/** Reads headers up to the pixel data and refuses files that end before they are complete. */
final class HeaderParser {
  private static final Text TEXT = Text.of(HeaderParser.class);

  private final DicomParser parser;

  HeaderParser(SourceOpener opener) {
    this.parser = new DicomParser(opener);
  }

  /**
   * Reads a header.
   *
   * @return null where the bytes are not DICOM
   * @throws FoveaException where they are, but damaged or not to be opened
   */
  DicomFile parse(Source source) throws FoveaException {
    DicomFile file;
    try {
      file = parser.parse(source);
    } catch (FoveaException e) {
      if (e.code() == ErrorCode.NOT_DICOM) {
        return null;
      }
      throw e;
    }
    if (file.truncated()) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("truncated"));
    }
    return file;
  }
}
