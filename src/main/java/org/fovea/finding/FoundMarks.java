package org.fovea.finding;

import java.util.List;
import java.util.Set;

/**
 * Marks that an algorithm of another program made on a slide.
 *
 * @param images SOP Instance UIDs of the images that they lie on
 */
public record FoundMarks(Set<String> images, List<AnnotationGroup> groups) {}
