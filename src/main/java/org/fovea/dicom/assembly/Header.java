package org.fovea.dicom.assembly;

import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * A data set up to its pixel data.
 *
 * @param fileMeta group 2; empty where the file has none
 * @param transferSyntaxUid as found or guessed
 * @param pixelOffset of the first byte of the pixel data value in the unpacked file; -1 where there
 *     is none or the file is deflated
 */
record Header(Attributes fileMeta, Attributes data, String transferSyntaxUid, long pixelOffset) {}
