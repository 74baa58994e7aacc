package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Source;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.PixelData;

/** Takes from a header what assembly needs, so that the header itself can be forgotten. */
final class ObjectScanner {
  private static final Text TEXT = Text.of(ObjectScanner.class);
  private static final int MAX_FRAMES = 1_000_000;

  /** VL Whole Slide Microscopy Image Storage, PS3.4 B.5. */
  private static final String SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6";

  /**
   * Objects with pixel data that are results and not scrolled: Segmentation, Parametric Map, Label
   * Map Segmentation.
   */
  private static final Set<String> RESULTS_WITH_PIXELS =
      Set.of(UID.SegmentationStorage, UID.ParametricMapStorage, "1.2.840.10008.5.1.4.1.1.66.7");

  /** Modalities whose Imager Pixel Spacing is that of the detector, PS3.3 10.7.1.1. */
  private static final Set<String> PROJECTIONS = Set.of("CR", "DX", "MG", "RF", "XA", "IO", "PX");

  ScannedObject scan(Source source, DicomFile header) throws FoveaException {
    Attributes data = header.dataset();
    String sopInstance = Values.text(data, Tag.SOPInstanceUID);

    String sopClass = Values.text(data, Tag.SOPClassUID);

    String series = Values.text(data, Tag.SeriesInstanceUID);
    String study = Values.text(data, Tag.StudyInstanceUID);
    require(source, sopInstance, "SOP Instance UID");
    require(source, study, "Study Instance UID");
    require(source, series, "Series Instance UID");
    int columns = Math.max(0, Values.integer(data, Tag.Columns, 0));
    int rows = Math.max(0, Values.integer(data, Tag.Rows, 0));
    boolean pixels = columns > 0 && rows > 0 && header.pixelData().isPresent();
    int frames = pixels ? Math.max(1, Values.integer(data, Tag.NumberOfFrames, 1)) : 0;
    if (frames > MAX_FRAMES) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED, source.toString(), TEXT.get("frames", frames, MAX_FRAMES));
    }
    FunctionalGroups groups = new FunctionalGroups(data);
    ScannedObject.Kind kind =
        !pixels || RESULTS_WITH_PIXELS.contains(sopClass)
            ? ScannedObject.Kind.RESULT
            : sopClass.equals(SLIDE) ? ScannedObject.Kind.SLIDE : ScannedObject.Kind.IMAGE;
    Instance instance =
        new Instance(
            source,
            sopInstance,
            sopClass,
            header.transferSyntaxUid(),
            series,
            study,
            Values.integer(data, Tag.InstanceNumber, 0),
            frames,
            columns,
            rows,
            contentDateTime(data));
    ScannedObject object =
        new ScannedObject(
            kind,
            instance,
            new Patient(
                Values.text(data, Tag.PatientID),
                Values.text(data, Tag.PatientName),
                Values.date(data, Tag.PatientBirthDate),
                Values.text(data, Tag.PatientSex)),
            Values.date(data, Tag.StudyDate),
            Values.time(data, Tag.StudyTime),
            Values.text(data, Tag.AccessionNumber),
            Values.text(data, Tag.StudyDescription),
            Values.integer(data, Tag.SeriesNumber, 0),
            Values.text(data, Tag.SeriesDescription),
            Values.text(data, Tag.FrameOfReferenceUID),
            AcquisitionReader.read(data, groups),
            groups.present(),
            header.inflated() == null ? header.pixelData().map(PixelData::offset).orElse(-1L) : -1,
            spacingRemark(data),
            kind == ScannedObject.Kind.SLIDE ? SlideScanner.scan(data, groups) : null);
    if (kind == ScannedObject.Kind.IMAGE) {
      addFrames(source, object, data, groups);
    }
    return object;
  }

  private static void require(Source source, String uid, String name) throws FoveaException {
    if (uid.isEmpty()) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("uid.missing", name));
    }
  }

  private static String contentDateTime(Attributes data) {
    String date = Values.text(data, Tag.ContentDate).replace(".", "");
    String time = Values.text(data, Tag.ContentTime).replace(":", "");
    if (!date.matches("\\d{8}")) {
      return "";
    }
    int point = time.indexOf('.');
    String digits = point < 0 ? time : time.substring(0, point);
    return digits.matches("\\d{0,6}") ? date + (digits + "000000").substring(0, 6) : date;
  }

  private static String spacingRemark(Attributes data) {
    if (!PROJECTIONS.contains(Values.text(data, Tag.Modality))) {
      return null;
    }
    double[] imager = Values.numbers(data, Tag.ImagerPixelSpacing);
    double[] pixel = Values.numbers(data, Tag.PixelSpacing);
    // PS3.3 10.7.1.3: Pixel Spacing that differs from that of the detector has been calibrated.
    boolean same =
        imager.length == 2
            && pixel.length == 2
            && Math.abs(imager[0] - pixel[0]) < 1e-6
            && Math.abs(imager[1] - pixel[1]) < 1e-6;
    if (pixel.length == 2
        && !same
        && (imager.length == 2 || data.containsValue(Tag.PixelSpacingCalibrationType))) {
      return TEXT.get("spacing.calibrated", pixel[0], pixel[1]);
    }
    if (imager.length == 2) {
      return TEXT.get("spacing.detector", imager[0], imager[1]);
    }
    return TEXT.get("spacing.none");
  }

  private static void addFrames(
      Source source, ScannedObject object, Attributes data, FunctionalGroups groups)
      throws FoveaException {
    Instance instance = object.instance;
    int frames = instance.frames();
    if (groups.present() && groups.frames() > 0 && groups.frames() < frames) {
      throw new FoveaException(
          ErrorCode.DAMAGED, source.toString(), TEXT.get("frames.groups", frames, groups.frames()));
    }
    List<Integer> dimensions = splittingDimensions(data);
    for (int f = 0; f < frames; f++) {
      FramePlanes.Found found =
          groups.present()
              ? FramePlanes.enhanced(groups, f, instance.columns(), instance.rows())
              : FramePlanes.classic(data, f, frames, instance.columns(), instance.rows());
      Map<Trait, String> traits =
          groups.present() ? enhancedTraits(data, groups, f, dimensions) : classicTraits(data);
      object.frames.add(new ScannedFrame(object, f, found.plane(), found.lack(), traits));
    }
  }

  private static Map<Trait, String> classicTraits(Attributes data) {
    Map<Trait, String> traits = new EnumMap<>(Trait.class);
    put(traits, Trait.IMAGE_TYPE, String.join("\\", Values.texts(data, Tag.ImageType)));
    put(traits, Trait.B_VALUE, number(Values.number(data, Tag.DiffusionBValue)));
    String echo = Values.text(data, Tag.EchoNumbers);
    put(traits, Trait.ECHO, echo.isEmpty() ? Values.text(data, Tag.EchoTime) : echo);
    put(traits, Trait.TEMPORAL_POSITION, Values.text(data, Tag.TemporalPositionIdentifier));
    put(traits, Trait.INVERSION_TIME, Values.text(data, Tag.InversionTime));
    put(traits, Trait.TRIGGER_TIME, Values.text(data, Tag.TriggerTime));
    put(
        traits,
        Trait.DIFFUSION_DIRECTION,
        String.join("\\", Values.texts(data, Tag.DiffusionGradientOrientation)));
    put(traits, Trait.ACQUISITION, Values.text(data, Tag.AcquisitionNumber));
    put(traits, Trait.ACQUISITION_TIME, Values.text(data, Tag.AcquisitionTime));
    return traits;
  }

  private static Map<Trait, String> enhancedTraits(
      Attributes data, FunctionalGroups groups, int f, List<Integer> dimensions) {
    Map<Trait, String> traits = new EnumMap<>(Trait.class);
    Attributes content = groups.macro(f, Tag.FrameContentSequence);
    put(traits, Trait.STACK, Values.text(content, Tag.StackID));
    put(traits, Trait.TEMPORAL_POSITION, Values.text(content, Tag.TemporalPositionIndex));
    Attributes type = groups.macro(f, Tag.MRImageFrameTypeSequence);
    if (type == null) {
      type = groups.macro(f, Tag.CTImageFrameTypeSequence);
    }
    put(traits, Trait.IMAGE_TYPE, String.join("\\", Values.texts(type, Tag.FrameType)));
    Attributes diffusion = groups.macro(f, Tag.MRDiffusionSequence);
    put(traits, Trait.B_VALUE, number(Values.number(diffusion, Tag.DiffusionBValue)));
    Attributes direction = Values.item(diffusion, Tag.DiffusionGradientDirectionSequence);
    put(
        traits,
        Trait.DIFFUSION_DIRECTION,
        String.join("\\", Values.texts(direction, Tag.DiffusionGradientOrientation)));
    Attributes echo = groups.macro(f, Tag.MREchoSequence);
    put(traits, Trait.ECHO, number(Values.number(echo, Tag.EffectiveEchoTime)));
    Attributes modifier = groups.macro(f, Tag.MRModifierSequence);
    put(traits, Trait.INVERSION_TIME, number(Values.number(modifier, Tag.InversionTimes)));
    Attributes cardiac = groups.macro(f, Tag.CardiacSynchronizationSequence);
    put(
        traits,
        Trait.TRIGGER_TIME,
        number(Values.number(cardiac, Tag.NominalCardiacTriggerDelayTime)));
    double[] index = Values.numbers(content, Tag.DimensionIndexValues);
    StringBuilder key = new StringBuilder();
    for (int d : dimensions) {
      if (d < index.length) {
        key.append(key.isEmpty() ? "" : ".").append((long) index[d]);
      }
    }
    put(traits, Trait.DIMENSION, key.toString());
    return traits;
  }

  /** The dimensions, PS3.3 C.7.6.17, that do not merely count along the stack. */
  private static List<Integer> splittingDimensions(Attributes data) {
    List<Integer> found = new ArrayList<>();
    Sequence dimensions = data.getSequence(Tag.DimensionIndexSequence);
    for (int i = 0; dimensions != null && i < dimensions.size(); i++) {
      int[] pointer = dimensions.get(i).getInts(Tag.DimensionIndexPointer);
      if (pointer != null
          && pointer.length == 1
          && pointer[0] != Tag.InStackPositionNumber
          && pointer[0] != Tag.ImagePositionPatient) {
        found.add(i);
      }
    }
    return found;
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static void put(Map<Trait, String> traits, Trait trait, String value) {
    if (!value.isEmpty()) {
      traits.put(trait, value);
    }
  }
}
