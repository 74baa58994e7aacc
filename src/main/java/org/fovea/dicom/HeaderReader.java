package org.fovea.dicom;

import java.util.List;
import org.fovea.common.FoveaException;

/** Lists the elements of a header for people to look at and search. */
public interface HeaderReader {

  List<Element> read(Source source) throws FoveaException;

  /**
   * One data element.
   *
   * @param depth nesting in sequences, 0 at the top
   * @param tag as {@code (0010,0010)}
   * @param value shortened to a few hundred characters
   */
  record Element(int depth, String tag, String vr, String keyword, String value) {}
}
