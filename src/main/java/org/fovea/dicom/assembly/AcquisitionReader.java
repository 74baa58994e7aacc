package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.imaging.Acquisition;

/**
 * Reads how an image was made, from the top of the header or, for enhanced multi-frame MR (PS3.3
 * C.8.13), from the functional groups of the first frame.
 */
final class AcquisitionReader {
  /** Ways in which technicians write that no contrast was given. */
  private static final Set<String> NO_CONTRAST = Set.of("NO", "NONE", "N", "N/A", "NIL", "0", "-");

  private AcquisitionReader() {}

  static Acquisition read(Attributes data, FunctionalGroups groups) {
    Attributes timing = groups.macro(0, Tag.MRTimingAndRelatedParametersSequence);
    Attributes echo = groups.macro(0, Tag.MREchoSequence);
    Attributes modifier = groups.macro(0, Tag.MRModifierSequence);
    return new Acquisition(
        Values.text(data, Tag.Modality),
        bodyPart(data, groups),
        Values.text(data, Tag.SeriesDescription),
        Values.text(data, Tag.ProtocolName),
        Values.texts(data, Tag.ImageType),
        scanningSequence(data, modifier),
        Values.texts(data, Tag.SequenceVariant),
        contrast(data, groups),
        firstNumber(Values.number(data, Tag.EchoTime), Values.number(echo, Tag.EffectiveEchoTime)),
        firstNumber(
            Values.number(data, Tag.RepetitionTime), Values.number(timing, Tag.RepetitionTime)),
        firstNumber(
            Values.number(data, Tag.InversionTime), Values.number(modifier, Tag.InversionTimes)),
        firstNumber(Values.number(data, Tag.FlipAngle), Values.number(timing, Tag.FlipAngle)),
        laterality(data, groups),
        Values.text(data, Tag.ViewPosition));
  }

  private static double firstNumber(double a, double b) {
    return Double.isNaN(a) ? b : a;
  }

  private static String bodyPart(Attributes data, FunctionalGroups groups) {
    String part = Values.text(data, Tag.BodyPartExamined);
    if (part.isEmpty()) {
      part = Values.text(Values.item(data, Tag.AnatomicRegionSequence), Tag.CodeMeaning);
    }
    if (part.isEmpty()) {
      Attributes anatomy = groups.macro(0, Tag.FrameAnatomySequence);
      part = Values.text(Values.item(anatomy, Tag.AnatomicRegionSequence), Tag.CodeMeaning);
    }
    if (part.isEmpty()) {
      Attributes specimen = Values.item(data, Tag.SpecimenDescriptionSequence);
      part =
          Values.text(Values.item(specimen, Tag.PrimaryAnatomicStructureSequence), Tag.CodeMeaning);
    }
    return part.toUpperCase(Locale.ROOT);
  }

  private static String laterality(Attributes data, FunctionalGroups groups) {
    for (int tag : new int[] {Tag.ImageLaterality, Tag.Laterality}) {
      String side = Values.text(data, tag);
      if (!side.isEmpty()) {
        return side;
      }
    }
    return Values.text(groups.macro(0, Tag.FrameAnatomySequence), Tag.FrameLaterality);
  }

  private static List<String> scanningSequence(Attributes data, Attributes modifier) {
    List<String> classic = Values.texts(data, Tag.ScanningSequence);
    if (!classic.isEmpty()) {
      return classic;
    }
    List<String> found = new ArrayList<>();
    switch (Values.text(data, Tag.EchoPulseSequence)) {
      case "SPIN" -> found.add("SE");
      case "GRADIENT" -> found.add("GR");
      case "BOTH" -> found.addAll(List.of("SE", "GR"));
      default -> {
        // The object says nothing of it.
      }
    }
    if (Values.text(modifier, Tag.InversionRecovery).equals("YES")) {
      found.add("IR");
    }
    return List.copyOf(found);
  }

  private static String contrast(Attributes data, FunctionalGroups groups) {
    String agent = Values.text(data, Tag.ContrastBolusAgent);
    if (NO_CONTRAST.contains(agent.toUpperCase(Locale.ROOT))) {
      return "";
    }
    if (!agent.isEmpty()) {
      return agent;
    }
    Attributes usage = groups.macro(0, Tag.ContrastBolusUsageSequence);
    if (usage != null && !Values.text(usage, Tag.ContrastBolusAgentAdministered).equals("YES")) {
      return "";
    }
    Attributes item = Values.item(data, Tag.ContrastBolusAgentSequence);
    return item == null ? "" : Values.text(item, Tag.CodeMeaning);
  }
}
