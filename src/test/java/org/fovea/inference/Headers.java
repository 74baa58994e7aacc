package org.fovea.inference;

import java.util.List;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.ImageSeries;

/** Headers for tests of the gate, with what a head protocol usually says. */
record Headers(
    String modality,
    String part,
    String description,
    String protocol,
    List<String> type,
    List<String> sequence,
    String agent,
    double te,
    double tr,
    double ti) {
  static final Headers FLAIR =
      new Headers(
          "MR",
          "BRAIN",
          "AX FLAIR",
          "",
          List.of("ORIGINAL", "PRIMARY"),
          List.of("SE", "IR"),
          "",
          120,
          9000,
          2200);
  static final Headers T1 =
      new Headers(
          "MR",
          "BRAIN",
          "AX T1",
          "",
          List.of("ORIGINAL", "PRIMARY"),
          List.of("SE"),
          "",
          12,
          550,
          Double.NaN);
  static final Headers T1GD = T1.described("AX T1 POST GD").agent("Gadolinium");

  Headers described(String words) {
    return new Headers(modality, part, words, protocol, type, sequence, agent, te, tr, ti);
  }

  Headers protocol(String words) {
    return new Headers(modality, part, description, words, type, sequence, agent, te, tr, ti);
  }

  Headers part(String name) {
    return new Headers(modality, name, description, protocol, type, sequence, agent, te, tr, ti);
  }

  Headers modality(String name) {
    return new Headers(name, part, description, protocol, type, sequence, agent, te, tr, ti);
  }

  Headers agent(String name) {
    return new Headers(modality, part, description, protocol, type, sequence, name, te, tr, ti);
  }

  Headers type(String... values) {
    return new Headers(
        modality, part, description, protocol, List.of(values), sequence, agent, te, tr, ti);
  }

  Headers times(double echo, double repetition, double inversion) {
    return new Headers(
        modality, part, description, protocol, type, sequence, agent, echo, repetition, inversion);
  }

  Acquisition acquisition() {
    return new Acquisition(
        modality,
        part,
        description,
        protocol,
        type,
        sequence,
        List.of(),
        agent,
        te,
        tr,
        ti,
        90,
        "",
        "");
  }

  ImageSeries series(String uid, Grid grid, int slices) {
    return new ImageSeries(
        uid,
        acquisition(),
        grid,
        slices,
        progress -> {
          throw new AssertionError("the gate looks at headers only");
        });
  }

  ImageSeries series(String uid) {
    return series(uid, axial(24, 5), 24);
  }

  static Grid axial(int slices, double spacing) {
    return tilted(slices, spacing, 0);
  }

  /** Slices turned about the patient's left-right axis. */
  static Grid tilted(int slices, double spacing, double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return new Grid(
        new Vec3(-120, -120, -60),
        new Vec3(1, 0, 0),
        new Vec3(0, c, s),
        new Vec3(0, -s, c),
        0.9375,
        0.9375,
        spacing,
        256,
        256,
        slices);
  }
}
