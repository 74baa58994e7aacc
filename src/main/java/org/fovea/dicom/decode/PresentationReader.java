package org.fovea.dicom.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.VoiLut;

/**
 * Lookup tables and windows of a frame: from its functional groups where it has some (PS3.3
 * C.7.6.16.2.9 and .10), else from the dataset (C.11.1, C.11.2).
 */
final class PresentationReader {

  Presentation read(Attributes dataset, Layout layout, int frame) {
    Attributes modality = group(dataset, frame, Tag.PixelValueTransformationSequence);
    Attributes voi = group(dataset, frame, Tag.FrameVOILUTSequence);
    Attributes padding = dataset;
    boolean palette = layout.photometric().equals("PALETTE COLOR");
    PaletteReader.Palette colours = palette ? PaletteReader.read(dataset) : null;
    ModalityLut lut = modality(modality == null ? dataset : modality, layout);
    return new Presentation(
        lut,
        palette || layout.samples() > 1
            ? List.of()
            : vois(voi == null ? dataset : voi, signed(lut, layout)),
        padding(padding, Tag.PixelPaddingValue, layout),
        padding.contains(Tag.PixelPaddingRangeLimit)
            ? padding(padding, Tag.PixelPaddingRangeLimit, layout)
            : padding(padding, Tag.PixelPaddingValue, layout),
        colours == null ? null : colours.rgb(),
        colours == null ? 0 : colours.first());
  }

  /** The first item of a functional group of a frame, its own or the shared one; null without. */
  private static Attributes group(Attributes dataset, int frame, int tag) {
    Attributes own = item(dataset.getSequence(Tag.PerFrameFunctionalGroupsSequence), frame);
    Attributes found = own == null ? null : item(own.getSequence(tag), 0);
    if (found != null) {
      return found;
    }
    Attributes shared = item(dataset.getSequence(Tag.SharedFunctionalGroupsSequence), 0);
    return shared == null ? null : item(shared.getSequence(tag), 0);
  }

  private static Attributes item(Sequence sequence, int index) {
    return sequence == null || index >= sequence.size() ? null : sequence.get(index);
  }

  private static ModalityLut modality(Attributes a, Layout layout) {
    Attributes table = item(a.getSequence(Tag.ModalityLUTSequence), 0);
    if (table != null) {
      LutTable lut = LutTable.read(table, layout.signed());
      return new ModalityLut.Table(
          lut.first(), lut.entries(), table.getString(Tag.ModalityLUTType, ""));
    }
    double slope = a.getDouble(Tag.RescaleSlope, 1);
    double intercept = a.getDouble(Tag.RescaleIntercept, 0);
    String type = a.getString(Tag.RescaleType, "");
    return new ModalityLut.Rescale(
        slope == 0 ? 1 : slope, intercept, type.equals("US") ? "" : type);
  }

  /**
   * Whether values after the modality's table may be negative, which decides how a VOI table reads.
   */
  private static boolean signed(ModalityLut lut, Layout layout) {
    return switch (lut) {
      case ModalityLut.Rescale r -> layout.signed() || r.intercept() < 0 || r.slope() < 0;
      case ModalityLut.Table t -> false;
    };
  }

  private static List<Presentation.NamedVoi> vois(Attributes a, boolean signed) {
    List<Presentation.NamedVoi> all = new ArrayList<>();
    double[] centers = a.getDoubles(Tag.WindowCenter);
    double[] widths = a.getDoubles(Tag.WindowWidth);
    String[] names = a.getStrings(Tag.WindowCenterWidthExplanation);
    String function = a.getString(Tag.VOILUTFunction, "LINEAR");
    int windows = centers == null || widths == null ? 0 : Math.min(centers.length, widths.length);
    for (int i = 0; i < windows; i++) {
      double c = centers[i];
      double w = widths[i];
      boolean exact = function.equals("LINEAR_EXACT") || function.equals("SIGMOID");
      if (!Double.isFinite(c) || !Double.isFinite(w) || (exact ? w <= 0 : w < 1)) {
        continue;
      }
      VoiLut lut =
          switch (function) {
            case "SIGMOID" -> new VoiLut.Sigmoid(c, w);
            case "LINEAR_EXACT" -> new VoiLut.LinearExact(c, w);
            default -> new VoiLut.Linear(c, w);
          };
      String name = names != null && i < names.length && names[i] != null ? names[i] : "";
      all.add(new Presentation.NamedVoi(name, lut));
    }
    Sequence tables = a.getSequence(Tag.VOILUTSequence);
    if (tables != null) {
      for (Attributes item : tables) {
        LutTable lut = LutTable.read(item, signed);
        all.add(
            new Presentation.NamedVoi(
                item.getString(Tag.LUTExplanation, ""),
                new VoiLut.Table(lut.first(), lut.entries(), lut.bits())));
      }
    }
    return List.copyOf(all);
  }

  private static OptionalDouble padding(Attributes a, int tag, Layout layout) {
    if (!a.containsValue(tag)) {
      return OptionalDouble.empty();
    }
    int value = a.getInt(tag, 0);
    int bits = Math.min(layout.bitsAllocated(), 16);
    int mask = bits == 16 ? 0xffff : (1 << bits) - 1;
    return OptionalDouble.of(layout.signed() ? (short) value : value & mask);
  }
}
