package org.fovea.imaging;

import java.util.List;

/**
 * What a model must know of how an image was made, in the words of its header but without its tags.
 * Text is empty and numbers are NaN where the header is silent.
 *
 * @param modality DICOM modality, such as {@code MR}
 * @param bodyPart body part examined, upper case, such as {@code BRAIN}
 * @param seriesDescription as the technician wrote it
 * @param protocolName as the technician wrote it
 * @param imageType values of Image Type
 * @param scanningSequence values of Scanning Sequence, such as {@code SE}, {@code IR}
 * @param sequenceVariant values of Sequence Variant
 * @param contrastAgent Contrast/Bolus Agent; empty where none was given or none is recorded
 * @param echoTimeMs echo time, ms
 * @param repetitionTimeMs repetition time, ms
 * @param inversionTimeMs inversion time, ms
 * @param flipAngleDegrees flip angle, degrees
 * @param laterality L, R, B or empty
 * @param viewPosition for projection radiographs, such as {@code PA}
 */
public record Acquisition(
    String modality,
    String bodyPart,
    String seriesDescription,
    String protocolName,
    List<String> imageType,
    List<String> scanningSequence,
    List<String> sequenceVariant,
    String contrastAgent,
    double echoTimeMs,
    double repetitionTimeMs,
    double inversionTimeMs,
    double flipAngleDegrees,
    String laterality,
    String viewPosition) {}
