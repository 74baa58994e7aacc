package org.fovea.dicom.synthetic;

import java.util.Arrays;
import org.fovea.imaging.geometry.Vec3;

/**
 * A head made of ellipsoids, tubes and folded noise: which tissues there are at a point, in shares
 * that add up to one. Coordinates in millimetres, x to the left, y to the back, z to the head, with
 * the origin in the middle of the brain. Nothing in it was taken from a patient.
 */
final class HeadAnatomy {
  private static final int TISSUES = Tissue.values().length;

  /** Place in the shares of how much lies within the lesion's outline, its furrows included. */
  static final int OUTLINE = TISSUES;

  /** Length of an array of shares. */
  static final int PLACES = TISSUES + 1;

  /** Where the glioma has its middle: white matter of the left frontal lobe. */
  private static final Vec3 LESION = new Vec3(29, -21, 27);

  private final Noise folds = new Noise(11);
  private final Noise warp = new Noise(12);
  private final Noise soft = new Noise(13);
  private final Noise border = new Noise(14);
  private final double lesionRadius;
  private final double enhancement;

  HeadAnatomy(double lesionRadiusMm, double enhancement) {
    this.lesionRadius = lesionRadiusMm;
    this.enhancement = enhancement;
  }

  /**
   * Shares of tissue at a point; {@code shares} has {@link #PLACES}: one for each {@link Tissue},
   * then {@link #OUTLINE}.
   */
  void shares(Vec3 point, double[] shares) {
    Arrays.fill(shares, 0);
    shares[Tissue.AIR.ordinal()] = 1;
    double head = headDistance(point);
    if (head > 2) {
      return;
    }
    Vec3 p = displaced(point);
    over(shares, Tissue.SKIN, inside(head, 0.8));
    over(
        shares,
        Tissue.FAT,
        inside(head + 1.8, 0.7)
            * (0.8 + 0.5 * soft.at(point.x() / 6, point.y() / 6, point.z() / 6)));
    double cavity = cavityDistance(p);
    outsideBrain(shares, p, head, cavity);
    over(shares, Tissue.FLUID, inside(cavity, 0.6));
    over(shares, Tissue.DURA, 0.75 * inside(Math.abs(cavity + 0.4) - 0.45, 0.4));
    if (cavity < 1.5) {
      brain(shares, p);
      vessels(shares, p, cavity);
      lesion(shares, point, p);
    }
  }

  // --- outside the brain ---

  private static double headDistance(Vec3 p) {
    double cranium = ellipsoid(p, 0, 3, 6, 78, 97, 83);
    double face = ellipsoid(p, 0, -38, -62, 62, 58, 72);
    double nose = ellipsoid(p, 0, -98, -62, 13, 16, 26);
    double neck = ellipsoid(p, 0, 26, -95, 60, 66, 96);
    double ears = ellipsoid(mirrored(p), 79, 12, -42, 5, 13, 20);
    double d = smin(smin(cranium, face, 14), neck, 14);
    return Math.min(smin(d, nose, 6), ears);
  }

  /** Distance from the inner table of the skull, negative inside. */
  private double cavityDistance(Vec3 p) {
    double vault = smax(ellipsoid(p, 0, 2, 6, 66.5, 84, 67), floor(p) - p.z() - 0.6, 4);
    Vec3 m = mirrored(p);
    double temporal = ellipsoid(m, 38, -12, -22, 27, 43, 25);
    double posterior = ellipsoid(p, 0, 41, -34, 54, 36, 31);
    double stem = tube(p, 0, 14, -20, 0, 30, -90, 15);
    return smin(smin(smin(vault, temporal, 4), posterior, 5), stem, 5);
  }

  /** Height of the floor of the cranial vault: higher over the orbits than behind. */
  private static double floor(Vec3 p) {
    double middle = smoothstep((p.y() + 30) / 30);
    double behind = smoothstep((p.y() - 4) / 16);
    double beside = (Math.abs(p.x()) - 30) / 26;
    double orbitRoof = -24 + 11 * Math.max(0, 1 - beside * beside);
    return (orbitRoof * (1 - middle) - 13 * middle) * (1 - behind) - 45 * behind;
  }

  private void outsideBrain(double[] shares, Vec3 p, double head, double cavity) {
    double vault = smoothstep((p.z() + 40) / 18);
    double thick = 5.4 + 1.4 * soft.at(p.x() / 30, p.y() / 30, p.z() / 30) + 0.02 * p.y();
    double deep = inside(head + thick, 0.8);
    double away = smoothstep((cavity - (p.z() < -20 ? 3.5 : 7.5)) / 3);
    double flesh = deep * away;
    double grain = soft.at(p.x() / 7, p.y() / 7, p.z() / 9);
    over(shares, Tissue.BONE, deep);
    double marrow = soft.at(p.x() / 12, p.y() / 12, p.z() / 12);
    over(
        shares,
        Tissue.MARROW,
        0.55
            * deep
            * smoothstep((marrow + 0.25) / 0.5)
            * inside(Math.abs(cavity - 4.2) - 0.9, 0.7));
    over(shares, Tissue.MUSCLE, flesh * (1 - 0.85 * vault * smoothstep((-p.y()) / 20)));
    over(shares, Tissue.FAT, flesh * 0.9 * smoothstep((grain - 0.22) / 0.18));
    // Temporal muscle lies on the skull beneath the scalp.
    Vec3 m = mirrored(p);
    double temporalis = ellipsoid(m, 68, -30, -12, 13, 28, 36);
    over(shares, Tissue.MUSCLE, inside(temporalis, 1.2) * deep * smoothstep((cavity - 3.5) / 1.5));
    // Petrous bone and air cells behind the ears.
    double mastoid = ellipsoid(m, 55, 27, -46, 14, 17, 17);
    double cells = soft.at(p.x() / 4, p.y() / 4, p.z() / 5);
    over(shares, Tissue.BONE, inside(mastoid, 1.5) * inside(-cavity, 1));
    over(
        shares,
        Tissue.AIR,
        inside(mastoid + 4, 1.5) * smoothstep(cells / 0.3) * inside(-cavity, 1));
    double petrous = tube(m, 22, 8, -36, 55, 24, -36, 6.5);
    over(shares, Tissue.BONE, inside(petrous, 1.2) * inside(-cavity + 1, 1.5));
    // Nose and sinuses: air lined with mucosa.
    double nasal = ellipsoid(p, 0, -68, -50, 11, 32, 26);
    double ethmoid = ellipsoid(p, 0, -58, -30, 12, 26, 9);
    double sphenoid = ellipsoid(p, 0, -26, -34, 13, 11, 9);
    double frontal = ellipsoid(m, 9, -84, -12, 9, 4, 9);
    double maxillary = ellipsoid(m, 27, -58, -62, 14, 16, 15);
    double sinus =
        Math.min(Math.min(Math.min(nasal, ethmoid), Math.min(sphenoid, frontal)), maxillary);
    over(shares, Tissue.MUCOSA, inside(sinus, 0.8) * inside(-cavity + 1.5, 1));
    double walls = Math.abs(folds.at(p.x() / 5, p.y() / 9, p.z() / 9)) - 0.09;
    over(
        shares,
        Tissue.AIR,
        inside(sinus + 1.6, 0.8) * smoothstep(walls / 0.08) * inside(-cavity + 2.5, 1));
    orbits(shares, m, cavity);
  }

  private static void orbits(double[] shares, Vec3 m, double cavity) {
    double outside = inside(-cavity + 2, 1);
    double cone =
        smax(tube(m, 31, -60, -32, 12, -26, -26, 14 + (m.y() + 60) * -0.22), m.y() + 26, 4);
    over(shares, Tissue.BONE, inside(cone - 2.4, 0.8) * outside * inside(m.y() + 28, 2) * 0.9);
    over(shares, Tissue.FAT, inside(cone, 0.8) * outside);
    double ringX = m.x() - (31 + (m.y() + 60) * -0.42);
    double ringZ = m.z() + 32 - (m.y() + 60) * 0.14;
    double muscles =
        Math.max(
            Math.min(
                    Math.abs(Math.abs(ringX) - 9.5 + (m.y() + 60) * 0.17) + Math.abs(ringZ) * 0.3,
                    Math.abs(Math.abs(ringZ) - 9.5 + (m.y() + 60) * 0.17) + Math.abs(ringX) * 0.3)
                - 1.7,
            Math.max(m.y() + 34, -m.y() - 62));
    over(shares, Tissue.MUSCLE, inside(muscles, 0.8) * outside * inside(cone, 1));
    double nerve = tube(m, 30, -56, -32, 12, -26, -27, 2.2);
    over(shares, Tissue.WHITE, 0.8 * inside(nerve, 0.7) * outside);
    double eye = ellipsoid(m, 32, -69, -33, 12, 12, 12);
    over(shares, Tissue.MUSCLE, inside(eye, 0.6));
    over(shares, Tissue.VITREOUS, inside(eye + 1.1, 0.6));
    double lens = ellipsoid(m, 32, -77, -33, 4.6, 2, 4.6);
    over(shares, Tissue.LENS, inside(lens, 0.6));
  }

  // --- the brain ---

  private void brain(double[] shares, Vec3 p) {
    Vec3 m = mirrored(p);
    double side = Math.signum(p.x());
    double wobble = 1.4 * warp.at(p.y() / 34, p.z() / 34, 3.3);
    double mid = Math.abs(p.x() - wobble);
    double cerebrum =
        smin(
            smax(ellipsoid(p, 0, 2, 6, 64, 81.5, 64), floor(p) + 0.5 - p.z(), 4),
            ellipsoid(m, 38, -11, -21, 24.5, 40.5, 23),
            5);
    // The hemispheres are apart below and behind the corpus callosum.
    double tent = tentorium(p) + 0.8 - 1.3 * Math.max(0, 30 - p.y());
    cerebrum = smax(cerebrum, tent - p.z(), 3);
    double cistern = ellipsoid(p, 0, -5, -18, 11, 14, 9);
    cerebrum = smax(cerebrum, -cistern, 4);

    double depth = -cerebrum;
    if (depth > -1.5) {
      // Furrows begin at the convexity, not at the floor on which the brain rests.
      double convex =
          -Math.min(
              ellipsoid(p, 0, 2, 6, 64, 81.5, 64), ellipsoid(m, 38, -11, -21, 24.5, 40.5, 23));
      double sulcus = sulcusDistance(p, m, mid, convex, side);
      double tissue = inside(cerebrum, 0.7) * inside(-sulcus, 0.6);
      over(shares, Tissue.GREY, tissue);
      double thick = 3.1 + 0.5 * warp.at(p.x() / 15, p.y() / 15, p.z() / 15);
      double white = Math.min(depth, sulcus) - thick;
      over(shares, Tissue.WHITE, inside(-white, 1.0) * tissue);
      deepGrey(shares, m);
    }
    hindbrain(shares, p, m);
    ventricles(shares, p, m);
  }

  /** Distance, mm, from the nearest furrow filled with fluid; negative inside it. */
  private double sulcusDistance(Vec3 p, Vec3 m, double mid, double depth, double side) {
    double d = 99;
    if (depth < 30) {
      // Furrows stand on the surface: the field changes along it, little across it.
      double r =
          Math.sqrt(
              p.x() * p.x() / (64 * 64)
                  + (p.y() - 2) * (p.y() - 2) / (81.0 * 81)
                  + (p.z() - 6) * (p.z() - 6) / (64.0 * 64));
      double scale = r < 0.2 ? 1 : 0.5 / r + 0.5;
      double qx = p.x() * scale + side * 300;
      double qy = (p.y() - 2) * scale;
      double qz = (p.z() - 6) * scale;
      double wx = 9 * warp.at(qx / 19, qy / 19, qz / 19);
      double wy = 9 * warp.at(qx / 19 + 40, qy / 19, qz / 19);
      double wz = 9 * warp.at(qx / 19, qy / 19 + 40, qz / 19);
      double lambda = 14.5;
      double x = (qx + wx) / lambda;
      double y = (qy + wy) / lambda;
      double z = (qz + wz) / lambda;
      double n = folds.at(x, y, z);
      double e = 0.03;
      double gx = folds.at(x + e, y, z) - n;
      double gy = folds.at(x, y + e, z) - n;
      double gz = folds.at(x, y, z + e) - n;
      double slope = Math.sqrt(gx * gx + gy * gy + gz * gz) / e / lambda * scale;
      double away = Math.abs(n) / Math.max(slope, 0.012);
      double reach = 17 + 8 * warp.at(qx / 30, qy / 30, qz / 30 + 9);
      double half = 1.15 * (1 - Math.clamp(depth / (reach + 4), 0, 1)) + 0.05;
      d = away - half + Math.max(0, depth - reach) * 0.9;
    }
    // Between the hemispheres, down to the corpus callosum.
    double callosum = ellipse(p.y() - 2, p.z() - 6, 41, 21);
    double fissure = mid - 1.1 + Math.max(0, -callosum) * 0.9 + Math.max(0, -12 - p.z()) * 0.3;
    d = Math.min(d, fissure);
    // Between frontal and temporal lobe, from the surface to the insula.
    double bend = 6 * warp.at(p.x() / 18 + 9, p.y() / 18, p.z() / 18);
    double sylvian = Math.abs(p.z() - (1 + 0.55 * (p.y() + 8)) - bend) - 1.2;
    sylvian = Math.max(sylvian, (Math.abs(p.y() + 6) - 28) * 0.7);
    sylvian = Math.max(sylvian, (37 - m.x()) * 0.9);
    d = Math.min(d, sylvian);
    double insula =
        Math.max(
            Math.abs(m.x() - 38 + 0.008 * (p.y() + 6) * (p.y() + 6) + 0.6 * bend) - 0.8,
            ellipse(p.y() + 6, p.z() - 0, 22, 13) * 0.8);
    return Math.min(d, insula);
  }

  /** Height of the sheet between the occipital lobes and the cerebellum. */
  private static double tentorium(Vec3 p) {
    return -7 - 0.1 * (p.y() - 30) - 0.3 * Math.abs(p.x());
  }

  private static void deepGrey(double[] shares, Vec3 m) {
    over(shares, Tissue.DEEP_GREY, 0.9 * inside(ellipsoid(m, 14.5, -24, 12, 5.5, 11, 9), 1.2));
    over(shares, Tissue.DEEP_GREY, 0.9 * inside(ellipsoid(m, 26, -4, 3, 5.2, 16, 10), 1.2));
    over(shares, Tissue.DEEP_GREY, 0.75 * inside(ellipsoid(m, 10.5, 12, 9, 8.5, 14, 9), 1.5));
  }

  private void hindbrain(double[] shares, Vec3 p, Vec3 m) {
    double stem =
        smin(tube(p, 0, 8, -8, 0, 22, -36, 12.5), tube(p, 0, 22, -36, 0, 30, -90, 7.5), 6);
    double pons = ellipsoid(p, 0, 12, -28, 16, 12, 13);
    double whole = smin(stem, pons, 4);
    over(shares, Tissue.WHITE, 0.9 * inside(whole, 0.9));
    over(shares, Tissue.GREY, 0.35 * inside(whole, 0.9));

    double cerebellum =
        smin(ellipsoid(m, 24, 42, -28, 27, 29, 28), ellipsoid(p, 0, 43, -26, 16, 26, 25), 4);
    cerebellum = smax(cerebellum, p.z() - tentorium(p) + 0.8, 3);
    double share = inside(cerebellum, 0.8);
    if (share > 0) {
      over(shares, Tissue.GREY, share);
      over(shares, Tissue.WHITE, 0.45 * share);
      // Leaves run round the white core.
      double core = ellipsoid(m, 18, 38, -33, 16, 16, 10);
      double bend = 4.5 * warp.at(p.x() / 15, p.y() / 15, p.z() / 15);
      double phase = (-cerebellum + bend) + 0.35 * p.z() + 0.2 * p.y();
      double leaf = StrictMath.cos(2 * Math.PI * phase / 5.2);
      double shallow = 1 - smoothstep((-cerebellum - 11) / 5);
      over(shares, Tissue.FLUID, share * 0.35 * shallow * smoothstep((leaf - 0.72) / 0.25));
      over(
          shares,
          Tissue.WHITE,
          share * 0.5 * smoothstep((-leaf - 0.3) / 0.5) * inside(core - 7, 3));
      over(shares, Tissue.WHITE, share * inside(core + bend, 1.6));
    }
    double fourth = ellipsoid(p, 0, 33, -31, 6.5, 4.5, 9);
    over(shares, Tissue.FLUID, inside(fourth, 0.8));
  }

  private void ventricles(double[] shares, Vec3 p, Vec3 m) {
    double uneven = 0.6 * warp.at(p.x() / 11, p.y() / 11, p.z() / 11);
    double d = taperedTube(m, 7.5, -37, 6, 8, -14, 15, 3.8, 4.6);
    d = smin(d, taperedTube(m, 8, -14, 15, 11, 10, 20, 4.6, 4.6), 2);
    d = smin(d, taperedTube(m, 11, 10, 20, 22, 32, 11, 4.6, 6.6), 2);
    d = smin(d, taperedTube(m, 22, 32, 11, 21, 53, 5, 6, 1.8), 2);
    d = smin(d, taperedTube(m, 24, 32, 9, 31, 10, -14, 5, 2.2), 2);
    d = smin(d, taperedTube(m, 31, 10, -14, 29, -7, -20, 2.2, 2), 2);
    d = Math.max(d, 0.9 - m.x());
    d += uneven;
    // A faint cap of brighter FLAIR at the horns is normal; it is grey-like here.
    over(shares, Tissue.GREY, 0.35 * inside(d - 1.6, 1.2));
    over(shares, Tissue.FLUID, inside(d, 0.7));
    double third = ellipsoid(p, 0.3, 2, 0, 2.5, 15, 11) + 0.5 * uneven;
    over(shares, Tissue.FLUID, inside(third, 0.6));
    double plexus = tube(m, 19, 24, 14, 23, 36, 9, 2.6);
    over(shares, Tissue.PLEXUS, 0.9 * inside(plexus + uneven, 0.8));
  }

  private void vessels(double[] shares, Vec3 p, double cavity) {
    // Superior sagittal sinus: along the inside of the vault in the middle.
    double sagittal =
        Math.max(
            Math.abs(p.x()) * 0.8 + Math.abs(cavity + 2.6) - 3.4,
            Math.max(-p.y() - 70, -6 - p.z()));
    over(shares, Tissue.VESSEL, 0.95 * inside(sagittal, 0.7));
    Vec3 m = mirrored(p);
    double transverse =
        Math.max(
            StrictMath.hypot(p.z() + 14, cavity + 2.8) - 2.9, Math.max(30 - p.y(), m.x() - 52));
    over(shares, Tissue.VESSEL, 0.9 * inside(transverse, 0.8));
    double straight = tube(p, 0, 32, 8, 0, 76, -6, 2.0);
    over(shares, Tissue.VESSEL, 0.9 * inside(straight, 0.7));
    double internal = tube(m, 3, 8, 18, 2, 32, 9, 1.2);
    over(shares, Tissue.VESSEL, 0.8 * inside(internal, 0.6));
    double basilar = tube(p, 0, -2, -14, 0, 0, -46, 1.9);
    over(shares, Tissue.VESSEL, 0.9 * inside(basilar, 0.6));
    double carotid = tube(m, 11, -17, -50, 10, -17, -17, 2.4);
    over(shares, Tissue.VESSEL, 0.9 * inside(carotid, 0.6));
    double middle = tube(m, 8, -16, -15, 36, -13, -2, 1.0);
    over(shares, Tissue.VESSEL, 0.5 * inside(middle, 0.6));
    double falx =
        Math.max(
            Math.abs(p.x() - 1.4 * warp.at(p.y() / 34, p.z() / 34, 3.3)) - 0.5,
            -ellipse(p.y() - 2, p.z() - 6, 46, 27));
    falx = Math.max(falx, -4 - p.z());
    over(shares, Tissue.DURA, 0.6 * inside(falx, 0.5) * inside(cavity + 1, 1));
    double veins = Math.abs(folds.at(p.x() / 13 + 70, p.y() / 13, p.z() / 13));
    double near = inside(Math.abs(cavity + 2.6) - 1.3, 0.8);
    double dots = smoothstep((soft.at(p.x() / 9 + 50, p.y() / 9, p.z() / 12) - 0.3) / 0.15);
    over(shares, Tissue.VESSEL, 0.6 * near * dots * (1 - smoothstep((veins - 0.03) / 0.05)));
  }

  // --- the lesion ---

  /** The lesion pushes its surroundings outwards by up to a few millimetres. */
  private Vec3 displaced(Vec3 p) {
    Vec3 d = p.minus(LESION);
    double r = d.length();
    if (lesionRadius <= 0 || r > 70 || r < 1e-6) {
      return p;
    }
    double reach = lesionRadius * 1.1;
    double push =
        0.13 * lesionRadius * (r / reach) * StrictMath.exp(0.5 - 0.5 * r * r / (reach * reach));
    return p.minus(d.times(push / r));
  }

  private void lesion(double[] shares, Vec3 point, Vec3 p) {
    Vec3 d = point.minus(LESION);
    double reach = lesionRadius;
    if (reach <= 0 || d.length() > 2.2 * reach) {
      return;
    }
    double lobes =
        0.42 * border.at(p.x() / 15, p.y() / 15, p.z() / 15)
            + 0.2 * border.at(p.x() / 6.5, p.y() / 6.5, p.z() / 6.5 + 30);
    // Longer from front to back, as gliomas follow the fibres.
    double r =
        Math.sqrt(
            d.x() * d.x() / (0.84 * 0.84)
                + d.y() * d.y() / (1.22 * 1.22)
                + d.z() * d.z() / (0.98 * 0.98));
    double signed = r - reach * (1 + lobes);
    double brain =
        shares[Tissue.WHITE.ordinal()]
            + shares[Tissue.DEEP_GREY.ordinal()]
            + 0.9 * shares[Tissue.GREY.ordinal()];
    double reached = inside(signed, 3.0);
    shares[OUTLINE] = reached * Math.min(1, brain + shares[Tissue.FLUID.ordinal()]);
    double share = reached * brain;
    double density = 0.9 + 0.1 * border.at(p.x() / 5, p.y() / 5 + 9, p.z() / 5);
    over(shares, Tissue.LESION, share * Math.clamp(density, 0, 1));
    // Fluid-like spots and, on one side, a broken rim that takes up contrast.
    double spots = smoothstep((border.at(p.x() / 7 + 5, p.y() / 7, p.z() / 7) - 0.3) / 0.25);
    over(shares, Tissue.FLUID, 0.25 * spots * share * inside(signed + 0.35 * reach, 2));
    double ring = Math.abs(signed + 0.42 * reach) - 1.6;
    double part = smoothstep((border.at(p.x() / 10, p.y() / 10 + 50, p.z() / 10) - 0.0) / 0.3);
    over(shares, Tissue.RIM, 0.75 * enhancement * share * part * inside(ring, 1.1));
  }

  // --- shapes ---

  /** Lays a tissue over what is there. */
  private static void over(double[] shares, Tissue tissue, double share) {
    if (share <= 0) {
      return;
    }
    double rest = 1 - Math.min(1, share);
    for (int i = 0; i < TISSUES; i++) {
      shares[i] *= rest;
    }
    shares[tissue.ordinal()] += 1 - rest;
  }

  private static Vec3 mirrored(Vec3 p) {
    return new Vec3(Math.abs(p.x()), p.y(), p.z());
  }

  /** Share inside a surface at a signed distance, with an edge of some width; mm. */
  private static double inside(double distance, double edge) {
    return smoothstep(0.5 - distance / (2 * edge));
  }

  private static double smoothstep(double t) {
    double c = Math.clamp(t, 0, 1);
    return c * c * (3 - 2 * c);
  }

  /** About the signed distance from an ellipsoid. */
  private static double ellipsoid(
      Vec3 p, double cx, double cy, double cz, double ax, double ay, double az) {
    double x = (p.x() - cx) / ax;
    double y = (p.y() - cy) / ay;
    double z = (p.z() - cz) / az;
    double k = Math.sqrt(x * x + y * y + z * z);
    if (k < 1e-9) {
      return -Math.min(ax, Math.min(ay, az));
    }
    double gx = x / ax;
    double gy = y / ay;
    double gz = z / az;
    return k * (k - 1) / Math.sqrt(gx * gx + gy * gy + gz * gz);
  }

  private static double ellipse(double y, double z, double ay, double az) {
    double u = y / ay;
    double v = z / az;
    double k = Math.sqrt(u * u + v * v);
    if (k < 1e-9) {
      return -Math.min(ay, az);
    }
    double gu = u / ay;
    double gv = v / az;
    return k * (k - 1) / Math.sqrt(gu * gu + gv * gv);
  }

  private static double tube(
      Vec3 p, double ax, double ay, double az, double bx, double by, double bz, double radius) {
    return taperedTube(p, ax, ay, az, bx, by, bz, radius, radius);
  }

  private static double taperedTube(
      Vec3 p,
      double ax,
      double ay,
      double az,
      double bx,
      double by,
      double bz,
      double from,
      double to) {
    double dx = bx - ax;
    double dy = by - ay;
    double dz = bz - az;
    double t =
        ((p.x() - ax) * dx + (p.y() - ay) * dy + (p.z() - az) * dz) / (dx * dx + dy * dy + dz * dz);
    t = Math.clamp(t, 0, 1);
    double x = p.x() - ax - t * dx;
    double y = p.y() - ay - t * dy;
    double z = p.z() - az - t * dz;
    return Math.sqrt(x * x + y * y + z * z) - (from + t * (to - from));
  }

  private static double smin(double a, double b, double k) {
    double h = Math.max(k - Math.abs(a - b), 0) / k;
    return Math.min(a, b) - h * h * k * 0.25;
  }

  private static double smax(double a, double b, double k) {
    return -smin(-a, -b, k);
  }
}
