package org.fovea.dicom;

/**
 * One DICOM object as its header tells it, without pixels.
 *
 * @param transferSyntaxUid as found, or as guessed where the file has no meta header
 * @param instanceNumber 0 where absent
 * @param frames number of frames; 0 for objects without pixel data
 * @param contentDateTime Content Date and Time as {@code yyyyMMddHHmmss}; empty where absent
 */
public record Instance(
    Source source,
    String sopInstanceUid,
    String sopClassUid,
    String transferSyntaxUid,
    String seriesInstanceUid,
    String studyInstanceUid,
    int instanceNumber,
    int frames,
    int columns,
    int rows,
    String contentDateTime) {}
