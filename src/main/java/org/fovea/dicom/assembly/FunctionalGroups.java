package org.fovea.dicom.assembly;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;

/** The functional groups of a multi-frame object, PS3.3 C.7.6.16. */
final class FunctionalGroups {
  private final Attributes shared;
  private final Sequence perFrame;

  FunctionalGroups(Attributes data) {
    shared = Values.item(data, Tag.SharedFunctionalGroupsSequence);
    perFrame = data.getSequence(Tag.PerFrameFunctionalGroupsSequence);
  }

  boolean present() {
    return shared != null || perFrame != null && !perFrame.isEmpty();
  }

  /** Number of items of the per-frame sequence. */
  int frames() {
    return perFrame == null ? 0 : perFrame.size();
  }

  /** The macro that applies to a frame: its own, else the shared one; null where neither is. */
  Attributes macro(int frame, int sequence) {
    Attributes own =
        perFrame != null && frame < perFrame.size()
            ? Values.item(perFrame.get(frame), sequence)
            : null;
    return own != null ? own : Values.item(shared, sequence);
  }
}
