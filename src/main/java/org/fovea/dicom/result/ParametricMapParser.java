package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader.Origin;
import org.fovea.dicom.ResultReader.ParametricMapResult;
import org.fovea.dicom.ResultReader.Result;
import org.fovea.dicom.ResultReader.SlideMap;
import org.fovea.dicom.ResultReader.SlideMapsResult;
import org.fovea.finding.Code;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Volume;

/** Reads the maps of a parametric map, real world values applied (PS3.3 C.7.6.16.2.11). */
final class ParametricMapParser {
  private static final Text TEXT = Text.of(ParametricMapParser.class);
  private static final double DEFAULT_THRESHOLD = 0.5;

  /** Larger maps over slides are not opened. */
  private static final long MOST_CELLS = 1 << 26;

  private ParametricMapParser() {}

  /** Puts the values of a frame where they belong in a whole map. */
  private interface Place {
    void put(int frame, float[] values, float[] map);
  }

  static Result parse(
      PixelReader pixels,
      Instance instance,
      Attributes object,
      Origin origin,
      List<String> referencedSeries,
      Set<String> images)
      throws FoveaException {
    StoredFrames frames = new StoredFrames(pixels, instance, object);
    FrameGeometry geometry =
        FrameGeometry.of(object, frames.frames(), frames.columns(), frames.rows());
    if (geometry != null) {
      int area = frames.columns() * frames.rows();
      Maps maps =
          maps(
              frames,
              object,
              geometry.grid().size(),
              (f, values, map) ->
                  System.arraycopy(values, 0, map, geometry.slices()[f] * area, area));
      List<Heatmap> heatmaps = new ArrayList<>();
      maps.values.forEach(
          (name, all) ->
              heatmaps.add(
                  new Heatmap(
                      name,
                      quantity(maps.mappings.get(name)),
                      new Volume(geometry.grid(), all),
                      threshold(maps.mappings.get(name)))));
      return new ParametricMapResult(origin, heatmaps, maps.unit(), referencedSeries);
    }
    TiledFrames tiles = TiledFrames.of(object, frames.frames(), frames.columns(), frames.rows());
    if (tiles == null) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED, instance.source().toString(), TEXT.get("map.no.grid"));
    }
    SlideLevel matrix = tiles.matrix();
    if ((long) matrix.columns() * matrix.rows() > MOST_CELLS) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED,
          instance.source().toString(),
          TEXT.get("limit", 1, matrix.columns(), matrix.rows()));
    }
    Maps maps =
        maps(
            frames,
            object,
            matrix.columns() * matrix.rows(),
            (f, values, map) -> lay(tiles, f, values, map));
    List<SlideMap> slideMaps = new ArrayList<>();
    maps.values.forEach(
        (name, all) ->
            slideMaps.add(
                new SlideMap(
                    name,
                    quantity(maps.mappings.get(name)),
                    threshold(maps.mappings.get(name)),
                    matrix,
                    tiles.placement(),
                    all)));
    return new SlideMapsResult(origin, slideMaps, referencedSeries, images);
  }

  private static void lay(TiledFrames tiles, int frame, float[] values, float[] map) {
    SlideLevel m = tiles.matrix();
    int left = tiles.left()[frame];
    int top = tiles.top()[frame];
    int width = Math.min(m.tileColumns(), m.columns() - left);
    for (int y = 0; y < Math.min(m.tileRows(), m.rows() - top); y++) {
      System.arraycopy(values, y * m.tileColumns(), map, (top + y) * m.columns() + left, width);
    }
  }

  /** Whole maps by name, with what is said of their values. */
  private record Maps(Map<String, float[]> values, Map<String, Attributes> mappings, String unit) {}

  private static Maps maps(StoredFrames frames, Attributes object, int size, Place place)
      throws FoveaException {
    Attributes shared = object.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    List<Attributes> groups = Elements.items(object, Tag.PerFrameFunctionalGroupsSequence);
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, Attributes> mappings = new LinkedHashMap<>();
    String unit = "";
    for (int f = 0; f < frames.frames(); f++) {
      Attributes mapping =
          f >= groups.size()
              ? null
              : groups.get(f).getNestedDataset(Tag.RealWorldValueMappingSequence);
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
        float[] all = new float[size];
        Arrays.fill(all, Float.NaN);
        values.put(name, all);
      }
      double slope = known.getDouble(Tag.RealWorldValueSlope, 1);
      double intercept = known.getDouble(Tag.RealWorldValueIntercept, 0);
      double[] stored = frames.frame(f);
      float[] scaled = new float[stored.length];
      for (int a = 0; a < stored.length; a++) {
        scaled[a] = (float) (stored[a] * slope + intercept);
      }
      place.put(f, scaled, values.get(name));
    }
    return new Maps(values, mappings, unit);
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
