package org.fovea.dicom.parse;

import java.util.Optional;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.dicom.Source;

/**
 * A parsed header.
 *
 * @param dataset all elements before the pixel data; in the byte order of the file
 * @param transferSyntaxUid as found in the meta header, or as guessed where there is none
 * @param pixelData empty for objects without
 * @param truncated whether the file ended inside an element; what came before is there
 * @param inflated the unpacked bytes of a deflated dataset, in which {@code pixelData} counts; null
 *     otherwise
 */
public record DicomFile(
    Source source,
    Attributes dataset,
    String transferSyntaxUid,
    Optional<PixelData> pixelData,
    boolean truncated,
    byte[] inflated) {}
