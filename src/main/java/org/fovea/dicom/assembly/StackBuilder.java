package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fovea.common.Text;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Stack;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;

/**
 * Sorts the frames of one series into stacks: one orientation, matrix and spacing each; where
 * positions repeat, told apart by what the header says of them; ordered along the normal towards
 * head, left or back.
 */
final class StackBuilder {
  private static final Text TEXT = Text.of(StackBuilder.class);

  /** Cosine of 0.1°, by which directions of one stack may differ: 0.2 mm over a head. */
  private static final double PARALLEL = Math.cos(Math.toRadians(0.1));

  /** Modalities whose single images without geometry still belong to one stack. */
  private static final Set<String> SLICED = Set.of("MR", "CT", "PT", "NM");

  private final SamePixels samePixels;

  /** Compares the stored pixel data of two frames. */
  interface SamePixels {
    boolean test(ScannedFrame a, ScannedFrame b);
  }

  StackBuilder(SamePixels samePixels) {
    this.samePixels = samePixels;
  }

  /**
   * Builds the stacks.
   *
   * @param objects images of one series, no SOP Instance UID twice
   * @param duplicates how many objects were left out because their UID had been seen
   */
  List<Stack> build(List<ScannedObject> objects, int duplicates) {
    List<Group> groups = new ArrayList<>();
    List<ScannedFrame> loose = new ArrayList<>();
    List<Stack> stacks = new ArrayList<>();
    objects = new ArrayList<>(objects);
    objects.sort(
        Comparator.comparingInt((ScannedObject o) -> o.instance.instanceNumber())
            .thenComparing(o -> o.instance.sopInstanceUid()));
    for (ScannedObject object : objects) {
      if (object.kind == ScannedObject.Kind.SLIDE) {
        stacks.add(wholeObject(object));
        continue;
      }
      boolean single = object.frames.size() == 1;
      boolean placed = object.frames.stream().anyMatch(f -> f.plane() != null);
      if (!placed && (!single || !SLICED.contains(object.modality()))) {
        stacks.add(wholeObject(object));
        continue;
      }
      for (ScannedFrame frame : object.frames) {
        if (frame.plane() == null) {
          loose.add(frame);
        } else {
          groups.stream()
              .filter(g -> g.takes(frame))
              .findFirst()
              .orElseGet(() -> added(groups, new Group(frame)))
              .frames
              .add(frame);
        }
      }
    }
    List<Stack> placed = new ArrayList<>();
    for (Group group : groups) {
      placed.addAll(stacks(group, groups.size() > 1));
    }
    if (!loose.isEmpty()) {
      placed.add(looseStack(loose));
    }
    placed.addAll(stacks);
    return duplicates == 0 ? placed : withRemark(placed, TEXT.get("remark.duplicates", duplicates));
  }

  private static <T> T added(List<T> list, T item) {
    list.add(item);
    return item;
  }

  private static List<Stack> withRemark(List<Stack> stacks, String remark) {
    if (stacks.isEmpty()) {
      return stacks;
    }
    Stack first = stacks.getFirst();
    List<String> remarks = new ArrayList<>(first.remarks());
    remarks.add(remark);
    List<Stack> all = new ArrayList<>(stacks);
    all.set(0, new Stack(first.label(), first.slices(), first.grid(), List.copyOf(remarks)));
    return all;
  }

  /** A cine loop, a radiograph, a slide: one object that is a stack of its own. */
  private static Stack wholeObject(ScannedObject object) {
    List<Slice> slices = new ArrayList<>();
    for (int f = 0; f < object.instance.frames(); f++) {
      slices.add(new Slice(object.instance, f, null, ""));
    }
    List<String> remarks = new ArrayList<>();
    if (object.spacingRemark != null) {
      remarks.add(object.spacingRemark);
    } else if (object.kind == ScannedObject.Kind.IMAGE) {
      remarks.add(TEXT.get("lack.position"));
    }
    return new Stack("", slices, null, List.copyOf(remarks));
  }

  private static Stack looseStack(List<ScannedFrame> frames) {
    Set<String> remarks = new LinkedHashSet<>();
    frames.forEach(f -> remarks.add(TEXT.get(f.lack())));
    remarks.add(TEXT.get("remark.by.number"));
    frames.sort(
        Comparator.comparingInt((ScannedFrame f) -> f.object().instance.instanceNumber())
            .thenComparing(f -> f.object().instance.sopInstanceUid())
            .thenComparingInt(ScannedFrame::index));
    return new Stack("", slices(frames, ""), null, List.copyOf(remarks));
  }

  private List<Stack> stacks(Group group, boolean mixed) {
    List<Part> parts = new ArrayList<>();
    split(new Part(group.frames, ""), group.direction, parts);
    boolean localizer =
        group.frames.stream()
            .anyMatch(f -> f.object().acquisition.imageType().contains("LOCALIZER"));
    List<Stack> stacks = new ArrayList<>();
    for (Part part : parts) {
      stacks.add(stack(group, part, localizer, mixed));
    }
    return stacks;
  }

  private Stack stack(Group group, Part part, boolean localizer, boolean mixed) {
    List<ScannedFrame> frames = part.frames;
    List<String> remarks = new ArrayList<>();
    frames.sort(
        Comparator.comparingDouble((ScannedFrame f) -> group.distance(f))
            .thenComparingInt(f -> f.object().instance.instanceNumber())
            .thenComparingInt(ScannedFrame::index));
    int before = frames.size();
    frames = withoutCopies(group, frames);
    if (frames.size() < before) {
      remarks.add(TEXT.get("remark.copies", before - frames.size()));
    }
    String orientation = mixed ? TEXT.get("plane." + group.name()) : "";
    String label =
        part.label.isEmpty()
            ? orientation
            : orientation.isEmpty() ? part.label : orientation + ", " + part.label;
    if (positions(group.direction, frames) < frames.size()) {
      frames.sort(
          Comparator.comparingInt((ScannedFrame f) -> f.object().instance.instanceNumber())
              .thenComparingInt(ScannedFrame::index));
      remarks.add(TEXT.get("remark.one.position"));
      return new Stack(label, slices(frames, part.label), null, List.copyOf(remarks));
    }
    if (localizer) {
      remarks.add(TEXT.get("remark.localizer"));
      return new Stack(label, slices(frames, part.label), null, List.copyOf(remarks));
    }
    GridFit fit = GridFit.of(frames.stream().map(ScannedFrame::plane).toList(), group.direction);
    remarks.addAll(fit.remarks());
    return new Stack(label, slices(frames, part.label), fit.grid(), List.copyOf(remarks));
  }

  private static List<Slice> slices(List<ScannedFrame> frames, String label) {
    List<Slice> slices = new ArrayList<>(frames.size());
    for (ScannedFrame frame : frames) {
      slices.add(new Slice(frame.object().instance, frame.index(), frame.plane(), label));
    }
    return List.copyOf(slices);
  }

  /** Frames that show the same pixels at the same place and time once more are left out. */
  private List<ScannedFrame> withoutCopies(Group group, List<ScannedFrame> sorted) {
    List<ScannedFrame> kept = new ArrayList<>();
    for (ScannedFrame frame : sorted) {
      boolean copy = false;
      for (int i = kept.size() - 1; i >= 0 && !copy; i--) {
        if (group.distance(frame) - group.distance(kept.get(i)) > samePositionMm()) {
          break;
        }
        copy = samePixels.test(kept.get(i), frame);
      }
      if (!copy) {
        kept.add(frame);
      }
    }
    return kept;
  }

  /** Frames of one stack to be, and what tells it from its sisters. */
  private record Part(List<ScannedFrame> frames, String label) {}

  private void split(Part part, Vec3 direction, List<Part> out) {
    int n = part.frames.size();
    int positions = positions(direction, part.frames);
    if (positions == n || positions == 1) {
      out.add(part);
      return;
    }
    for (Trait trait : Trait.values()) {
      Map<String, List<ScannedFrame>> byValue = new LinkedHashMap<>();
      for (ScannedFrame frame : part.frames) {
        byValue.computeIfAbsent(frame.trait(trait), v -> new ArrayList<>()).add(frame);
      }
      if (byValue.size() < 2 || byValue.size() > n / 2) {
        continue;
      }
      int repeats = 0;
      for (List<ScannedFrame> frames : byValue.values()) {
        repeats += frames.size() - positions(direction, frames);
      }
      if (repeats >= n - positions) {
        continue;
      }
      byValue.entrySet().stream()
          .sorted(Map.Entry.comparingByKey(StackBuilder::compareNumbersFirst))
          .forEach(
              e -> {
                String words =
                    TEXT.get("trait." + trait.name().toLowerCase(Locale.ROOT), e.getKey());
                String label = part.label.isEmpty() ? words : part.label + ", " + words;
                split(new Part(e.getValue(), label), direction, out);
              });
      return;
    }
    splitByRepetition(part, direction, out);
  }

  /** Nothing in the header tells them apart: the first image at each position, then the second. */
  private void splitByRepetition(Part part, Vec3 direction, List<Part> out) {
    List<ScannedFrame> sorted = new ArrayList<>(part.frames);
    sorted.sort(
        Comparator.comparingDouble((ScannedFrame f) -> f.plane().origin().dot(direction))
            .thenComparingInt(f -> f.object().instance.instanceNumber())
            .thenComparing(f -> f.object().instance.sopInstanceUid())
            .thenComparingInt(ScannedFrame::index));
    List<List<ScannedFrame>> turns = new ArrayList<>();
    List<ScannedFrame> copies = new ArrayList<>();
    List<ScannedFrame> here = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (ScannedFrame frame : sorted) {
      double at = frame.plane().origin().dot(direction);
      if (at - last > samePositionMm()) {
        here.clear();
      }
      last = at;
      if (here.stream().anyMatch(f -> samePixels.test(f, frame))) {
        copies.add(frame);
        continue;
      }
      int turn = here.size();
      here.add(frame);
      while (turns.size() <= turn) {
        turns.add(new ArrayList<>());
      }
      turns.get(turn).add(frame);
    }
    turns.getFirst().addAll(copies);
    for (int t = 0; t < turns.size(); t++) {
      String words = TEXT.get("trait.repetition", t + 1);
      String label =
          turns.size() == 1 ? part.label : part.label.isEmpty() ? words : part.label + ", " + words;
      out.add(new Part(turns.get(t), label));
    }
  }

  private static int compareNumbersFirst(String a, String b) {
    try {
      return Double.compare(Double.parseDouble(a), Double.parseDouble(b));
    } catch (NumberFormatException e) {
      return a.compareTo(b);
    }
  }

  private static double samePositionMm() {
    return 0.01;
  }

  private static int positions(Vec3 direction, List<ScannedFrame> frames) {
    double[] at =
        frames.stream().mapToDouble(f -> f.plane().origin().dot(direction)).sorted().toArray();
    int count = at.length == 0 ? 0 : 1;
    for (int i = 1; i < at.length; i++) {
      if (at[i] - at[i - 1] > samePositionMm()) {
        count++;
      }
    }
    return count;
  }

  /** Frames of one orientation, matrix and spacing. */
  private static final class Group {
    final Plane model;
    final String stackId;
    final Vec3 direction;
    final List<ScannedFrame> frames = new ArrayList<>();

    Group(ScannedFrame first) {
      model = first.plane();
      stackId = first.trait(Trait.STACK);
      direction = growing(model.normal());
    }

    /** The normal, turned so that its largest part points to head, left or back. */
    private static Vec3 growing(Vec3 n) {
      double ax = Math.abs(n.x());
      double ay = Math.abs(n.y());
      double az = Math.abs(n.z());
      double largest = az >= ax && az >= ay ? n.z() : ay >= ax ? n.y() : n.x();
      return largest < 0 ? n.times(-1) : n;
    }

    String name() {
      double ax = Math.abs(direction.x());
      double ay = Math.abs(direction.y());
      double az = Math.abs(direction.z());
      return az >= ax && az >= ay ? "axial" : ay >= ax ? "coronal" : "sagittal";
    }

    double distance(ScannedFrame frame) {
      return frame.plane().origin().dot(direction);
    }

    boolean takes(ScannedFrame frame) {
      Plane p = frame.plane();
      return p.columns() == model.columns()
          && p.rows() == model.rows()
          && Math.abs(p.columnSpacingMm() - model.columnSpacingMm())
              <= 1e-3 * model.columnSpacingMm()
          && Math.abs(p.rowSpacingMm() - model.rowSpacingMm()) <= 1e-3 * model.rowSpacingMm()
          && p.columnAxis().dot(model.columnAxis()) >= PARALLEL
          && p.rowAxis().dot(model.rowAxis()) >= PARALLEL
          && frame.trait(Trait.STACK).equals(stackId);
    }
  }
}
