package org.fovea.dicom.assembly;

import java.util.List;
import org.fovea.imaging.geometry.Vec3;

/**
 * What assembly keeps of one whole-slide image object (PS3.3 C.8.12.4).
 *
 * @param flavor Image Type, value 3: VOLUME, LABEL, OVERVIEW or THUMBNAIL; empty where absent
 * @param columns Total Pixel Matrix Columns; 0 where absent
 * @param rows Total Pixel Matrix Rows; 0 where absent
 * @param sparse whether each frame says where it lies (TILED_SPARSE), rather than the order of
 *     frames (TILED_FULL)
 * @param container Container Identifier; empty where absent
 * @param pyramidUid Pyramid UID; empty where absent
 * @param concatenationUid empty where the object is whole
 * @param part In-concatenation Number
 * @param firstFrame Concatenation Frame Offset Number: frames of the earlier parts
 * @param spacingXMm distance of pixels along a row; NaN where not stated
 * @param spacingYMm distance of pixels along a column; NaN where not stated
 * @param origin Total Pixel Matrix Origin, mm; null where absent
 * @param rowDirection null where absent
 * @param columnDirection null where absent
 * @param layers number of focal planes times number of optical paths, 1 where not stated
 */
record ScannedSlide(
    String flavor,
    int columns,
    int rows,
    boolean sparse,
    String container,
    String pyramidUid,
    String concatenationUid,
    int part,
    int firstFrame,
    double spacingXMm,
    double spacingYMm,
    Vec3 origin,
    Vec3 rowDirection,
    Vec3 columnDirection,
    int layers,
    List<String> stains) {}
