package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.imaging.geometry.Plane;

/** The images that were analysed: their headers, and where each slice lies. */
public final class SourceImages {
  private static final Text TEXT = Text.of(SourceImages.class);

  /** Planes closer than this are the same, mm. */
  private static final double SAME_PLACE_MM = 0.01;

  private final List<Series> series;
  private final Attributes header;
  private final List<Image> images;

  /**
   * One source slice.
   *
   * @param position Image Position (Patient), orientation and spacing as the source writes them
   */
  record Image(
      Instance instance,
      int frameIndex,
      Plane plane,
      String[] position,
      String[] orientation,
      String[] spacing,
      String thickness) {}

  private SourceImages(List<Series> series, Attributes header, List<Image> images) {
    this.series = series;
    this.header = header;
    this.images = images;
  }

  /**
   * Reads the headers of the first series, on whose grid the findings are.
   *
   * @param seriesUids series that were analysed, the first one first
   */
  static SourceImages read(SourceOpener opener, Study study, List<String> seriesUids)
      throws FoveaException {
    List<Series> series = new ArrayList<>();
    for (String uid : seriesUids) {
      study.series().stream()
          .filter(s -> s.seriesInstanceUid().equals(uid) && !s.stacks().isEmpty())
          .filter(s -> !series.contains(s))
          .forEach(series::add);
    }
    if (series.isEmpty()) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED, study.studyInstanceUid(), TEXT.get("source.missing"));
    }
    Map<String, Attributes> headers = new HashMap<>();
    List<Image> images = new ArrayList<>();
    Attributes first = null;
    for (Stack stack : series.getFirst().stacks()) {
      for (Slice slice : stack.slices()) {
        String uid = slice.instance().sopInstanceUid();
        Attributes header = headers.get(uid);
        if (header == null) {
          header = ObjectFile.header(opener, slice.instance().source()).dataset();
          headers.put(uid, header);
        }
        first = first == null ? header : first;
        if (slice.plane() != null) {
          images.add(image(slice, header));
        }
      }
    }
    return new SourceImages(series, first, images);
  }

  /**
   * Reads the header of one object of a series of slides.
   *
   * @param seriesUids the series, all of whose objects are referenced
   * @param first the object whose header tells of patient, study and specimen
   */
  public static SourceImages read(
      SourceOpener opener, Study study, List<String> seriesUids, Instance first)
      throws FoveaException {
    List<Series> series =
        study.series().stream().filter(s -> seriesUids.contains(s.seriesInstanceUid())).toList();
    return new SourceImages(series, ObjectFile.header(opener, first.source()).dataset(), List.of());
  }

  /**
   * Reads the header of a slide; of its series, which may hold other slides, only this one is
   * referenced.
   */
  public static SourceImages read(
      SourceOpener opener, Study study, List<String> seriesUids, SlideImage slide)
      throws FoveaException {
    SourceImages all = read(opener, study, seriesUids, slide.highest());
    List<Series> narrowed =
        all.series.stream().map(s -> s.slides().contains(slide) ? s.only(slide) : s).toList();
    return new SourceImages(narrowed, all.header, all.images);
  }

  private static Image image(Slice slice, Attributes header) {
    Attributes shared = header.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    Attributes frame =
        header.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, slice.frameIndex());
    String[] position =
        strings(header, shared, frame, Tag.PlanePositionSequence, Tag.ImagePositionPatient);
    String[] orientation =
        strings(header, shared, frame, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient);
    String[] spacing = strings(header, shared, frame, Tag.PixelMeasuresSequence, Tag.PixelSpacing);
    String[] thickness =
        strings(header, shared, frame, Tag.PixelMeasuresSequence, Tag.SliceThickness);
    return new Image(
        slice.instance(),
        slice.frameIndex(),
        slice.plane(),
        position,
        orientation,
        spacing,
        thickness.length == 1 ? thickness[0] : null);
  }

  private static String[] strings(
      Attributes header, Attributes shared, Attributes frame, int group, int tag) {
    for (Attributes groups : new Attributes[] {frame, shared}) {
      Attributes macro = groups == null ? null : groups.getNestedDataset(group);
      String[] values = macro == null ? null : macro.getStrings(tag);
      if (values != null && values.length > 0) {
        return values;
      }
    }
    String[] values = header.getStrings(tag);
    return values == null ? new String[0] : values;
  }

  /** The header of the first image of the first series. */
  public Attributes header() {
    return header;
  }

  /** The series that were analysed and are in the study, the one with the grid first. */
  List<Series> series() {
    return series;
  }

  /** All slices of the first series that have a place. */
  List<Image> images() {
    return images;
  }

  /** The slice that lies in a plane, pixel upon pixel. */
  Optional<Image> at(Plane plane) {
    for (Image image : images) {
      Plane p = image.plane();
      double right = (plane.columns() - 1.0);
      double down = (plane.rows() - 1.0);
      if (p.columns() == plane.columns()
          && p.rows() == plane.rows()
          && near(p, plane, 0, 0)
          && near(p, plane, right, 0)
          && near(p, plane, 0, down)
          && image.position().length == 3
          && image.orientation().length == 6
          && image.spacing().length == 2) {
        return Optional.of(image);
      }
    }
    return Optional.empty();
  }

  private static boolean near(Plane a, Plane b, double column, double row) {
    return a.toPatient(column, row).minus(b.toPatient(column, row)).length() < SAME_PLACE_MM;
  }
}
