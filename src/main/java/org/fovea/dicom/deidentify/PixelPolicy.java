package org.fovea.dicom.deidentify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * Which objects may show a name in their pixels or hold one in a document, so that cleaning the
 * header is not enough (PS3.15 E.3.1 and C.7.6.1.1.1, Burned In Annotation).
 */
final class PixelPolicy {
  /** Labels and overviews of whole slides: PS3.3 C.8.12.4.1.1, third value of Image Type. */
  private static final Set<String> SLIDE_PICTURES = Set.of("LABEL", "OVERVIEW");

  private static final String SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6";

  /** Documents and sound: nobody can say what is in them. Beginnings of SOP classes. */
  private static final List<String> CLOSED =
      List.of("1.2.840.10008.5.1.4.1.1.104", "1.2.840.10008.5.1.4.1.1.9.4");

  /** Secondary capture, ultrasound, photographs and endoscopy. Beginnings of SOP classes. */
  private static final List<String> WRITTEN_ON =
      List.of(
          "1.2.840.10008.5.1.4.1.1.7",
          "1.2.840.10008.5.1.4.1.1.6",
          "1.2.840.10008.5.1.4.1.1.3",
          "1.2.840.10008.5.1.4.1.1.77.1.1",
          "1.2.840.10008.5.1.4.1.1.77.1.2",
          "1.2.840.10008.5.1.4.1.1.77.1.4");

  /** Values of Image Type that stand for pictures of screens. */
  private static final Set<String> SCREENS =
      Set.of("SCREEN SAVE", "SCREENSAVE", "DOSE_INFO", "REPORT", "RESULT");

  private final boolean trusted;

  /**
   * @param trusted whether the user has looked at the pictures and found no writing in them
   */
  PixelPolicy(boolean trusted) {
    this.trusted = trusted;
  }

  /** Whether this is a picture of a slide's label, or one on which the label shows. */
  boolean showsSlideLabel(Attributes dataset) {
    return SLIDE.equals(dataset.getString(Tag.SOPClassUID))
        && (imageType(dataset).stream().skip(2).anyMatch(SLIDE_PICTURES::contains)
            || "YES".equals(dataset.getString(Tag.SpecimenLabelInImage)));
  }

  /** The key of the reason for which an object is refused; empty where it may be written. */
  Optional<String> refusal(Attributes dataset) {
    String sopClass = dataset.getString(Tag.SOPClassUID, "");
    if (sopClass.equals(UID.RawDataStorage)
        || CLOSED.stream().anyMatch(c -> begins(sopClass, c))
        || dataset.contains(Tag.EncapsulatedDocument)) {
      return Optional.of("refused.closed");
    }
    if (trusted || !dataset.contains(Tag.Rows)) {
      return Optional.empty();
    }
    String burnedIn = dataset.getString(Tag.BurnedInAnnotation, "").strip();
    if ("YES".equals(burnedIn)) {
      return Optional.of("refused.burnedIn");
    }
    boolean suspicious =
        WRITTEN_ON.stream().anyMatch(c -> begins(sopClass, c))
            || dataset.containsValue(Tag.ConversionType)
            || imageType(dataset).stream().anyMatch(SCREENS::contains)
            || "US".equals(dataset.getString(Tag.Modality));
    return suspicious && !"NO".equals(burnedIn)
        ? Optional.of("refused.mayBeWrittenOn")
        : Optional.empty();
  }

  /** A SOP class, or one below it. */
  private static boolean begins(String sopClass, String of) {
    return sopClass.equals(of) || sopClass.startsWith(of.endsWith(".") ? of : of + ".");
  }

  private static List<String> imageType(Attributes dataset) {
    String[] values = dataset.getStrings(Tag.ImageType);
    return values == null
        ? List.of()
        : Arrays.stream(values)
            .map(v -> v == null ? "" : v.strip().toUpperCase(Locale.ROOT))
            .toList();
  }
}
