package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader.Origin;
import org.fovea.dicom.ResultReader.ParametricMapResult;
import org.fovea.finding.Code;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Volume;

/** Reads the maps of a parametric map, real world values applied (PS3.3 C.7.6.16.2.11). */
final class ParametricMapParser {
  private static final Text TEXT = Text.of(ParametricMapParser.class);
  private static final double DEFAULT_THRESHOLD = 0.5;

  private ParametricMapParser() {}

  static ParametricMapResult parse(
      PixelReader pixels,
      Instance instance,
      Attributes object,
      Origin origin,
      List<String> referencedSeries)
      throws FoveaException {
    StoredFrames frames = new StoredFrames(pixels, instance, object);
    FrameGeometry geometry =
        FrameGeometry.of(object, frames.frames(), frames.columns(), frames.rows());
    if (geometry == null) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED, instance.source().toString(), TEXT.get("map.no.grid"));
    }
    Attributes shared = object.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    List<Attributes> groups = Elements.items(object, Tag.PerFrameFunctionalGroupsSequence);
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, Attributes> mappings = new LinkedHashMap<>();
    int area = frames.columns() * frames.rows();
    String unit = "";
    for (int f = 0; f < frames.frames(); f++) {
      Attributes mapping = groups.get(f).getNestedDataset(Tag.RealWorldValueMappingSequence);
      if (mapping == null && shared != null) {
        mapping = shared.getNestedDataset(Tag.RealWorldValueMappingSequence);
      }
      Attributes known = mapping == null ? new Attributes() : mapping;
      String name = known.getString(Tag.LUTExplanation, known.getString(Tag.LUTLabel, ""));
      Code units = Elements.code(known, Tag.MeasurementUnitsCodeSequence);
      unit = units == null ? unit : units.value();
      mappings.putIfAbsent(name, known);
      if (!values.containsKey(name)) {
        // Places without a frame have no value.
        float[] all = new float[geometry.grid().size()];
        Arrays.fill(all, Float.NaN);
        values.put(name, all);
      }
      double slope = known.getDouble(Tag.RealWorldValueSlope, 1);
      double intercept = known.getDouble(Tag.RealWorldValueIntercept, 0);
      double[] stored = frames.frame(f);
      int base = geometry.slices()[f] * area;
      float[] target = values.get(name);
      for (int a = 0; a < area; a++) {
        target[base + a] = (float) (stored[a] * slope + intercept);
      }
    }
    List<Heatmap> maps = new ArrayList<>();
    values.forEach(
        (name, all) ->
            maps.add(
                new Heatmap(
                    name,
                    quantity(mappings.get(name)),
                    new Volume(geometry.grid(), all),
                    threshold(mappings.get(name)))));
    return new ParametricMapResult(origin, maps, unit, referencedSeries);
  }

  private static Heatmap.Quantity quantity(Attributes mapping) {
    for (Attributes item : Elements.items(mapping, Tag.QuantityDefinitionSequence)) {
      Code code = Elements.code(item, Tag.ConceptCodeSequence);
      for (Heatmap.Quantity quantity : Heatmap.Quantity.values()) {
        if (quantity != Heatmap.Quantity.OTHER
            && Concepts.same(code, Concepts.quantity(quantity))) {
          return quantity;
        }
      }
    }
    return Heatmap.Quantity.OTHER;
  }

  private static double threshold(Attributes mapping) {
    for (Attributes item : Elements.items(mapping, Tag.QuantityDefinitionSequence)) {
      if (Concepts.same(
          Elements.code(item, Tag.ConceptNameCodeSequence), Concepts.OPERATING_THRESHOLD)) {
        return item.getDouble(Tag.NumericValue, DEFAULT_THRESHOLD);
      }
    }
    return DEFAULT_THRESHOLD;
  }
}
