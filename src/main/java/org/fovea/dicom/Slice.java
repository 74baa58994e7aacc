package org.fovea.dicom;

import org.fovea.imaging.geometry.Plane;

/**
 * One frame of one instance as part of a stack.
 *
 * @param frameIndex from 0
 * @param plane where it lies in the patient; null where the header does not say
 * @param label what tells it from its neighbours beside position, such as {@code b=500}; or empty
 */
public record Slice(Instance instance, int frameIndex, Plane plane, String label) {}
