package org.fovea.inference;

import java.util.Locale;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.Text;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.fovea.inference.mucosa.MucosaSteps;

/** Decides by header, scale and colour whether a bundle is meant for a slide. */
public final class SlideGate {
  private static final Text TEXT = Text.of(SlideGate.class);

  /** The name of the stain in manifests. */
  private static final String HE = "hematoxylin-eosin";

  /** Pixels this many times as large as the bundle's hold too little. */
  private static final double COARSEST = 2;

  /** Pixels wider than high, or the other way round, by more than this share are not square. */
  private static final double SQUARE = 0.02;

  /**
   * Least share of the tissue with the colours of haematoxylin and eosin. Of 340 fields of EBHI-Seg
   * all but three, of which two are immunohistochemistry, have more.
   */
  private static final double LEAST_STAINED = 0.4;

  /** Why a bundle is not run on a slide, by its header alone; null where it can be. */
  public String header(Bundle bundle, Slide slide, double micrometresPerPixel) {
    Manifest m = bundle.manifest();
    Manifest.AppliesTo applies = m.appliesTo();
    if (!applies.modality().contains("SM")) {
      return TEXT.get("slide.modality", m.name(), String.join(", ", applies.modality()));
    }
    String part = slide.acquisition().bodyPart().toUpperCase(Locale.ROOT).trim();
    if (!part.isEmpty() && applies.bodyPart().stream().noneMatch(part::contains)) {
      return TEXT.get("slide.bodyPart", m.name(), sites(m), part.toLowerCase(Locale.ROOT));
    }
    if (part.isEmpty() && MucosaSteps.in(m)) {
      return TEXT.get("slide.noSite", m.name()); // flat colon looks like flat duodenum
    }
    if (HE.equals(applies.stain()) && !slide.stains().isEmpty() && !slide.hematoxylinEosin()) {
      return TEXT.get("slide.stain", m.name(), String.join(", ", slide.stains()));
    }
    if (!slide.calibrated()) {
      return TEXT.get("slide.noScale");
    }
    double x = slide.highest().spacingXMm() * 1000;
    double y = slide.highest().spacingYMm() * 1000;
    if (Math.abs(x / y - 1) > SQUARE) {
      return TEXT.get("slide.notSquare", x, y);
    }
    if (x > COARSEST * micrometresPerPixel) {
      return TEXT.get("slide.coarse", x, micrometresPerPixel);
    }
    return null;
  }

  /** What a reader should know of a slide that a bundle is run on; null for nothing. */
  public String caution(Bundle bundle, Slide slide) {
    Manifest m = bundle.manifest();
    return slide.acquisition().bodyPart().isBlank() && !m.appliesTo().bodyPart().isEmpty()
        ? TEXT.get("slide.siteUnknown", m.name(), sites(m))
        : null;
  }

  private static String sites(Manifest m) {
    return String.join(", ", m.appliesTo().bodyPart()).toLowerCase(Locale.ROOT);
  }

  /** Why a bundle is not run on what was found on a slide; null where it can be. */
  public String tissue(Bundle bundle, Slide slide, TissueMap tissue) {
    Manifest.AppliesTo applies = bundle.manifest().appliesTo();
    double area = tissue.areaMm2(TissueMap.Kind.TISSUE, slide);
    double blurred = tissue.areaMm2(TissueMap.Kind.OUT_OF_FOCUS, slide);
    if (area < applies.minimumTissueMm2() && area + blurred >= applies.minimumTissueMm2()) {
      return TEXT.get("slide.outOfFocus", blurred, area + blurred);
    }
    if (area < applies.minimumTissueMm2()) {
      return TEXT.get("slide.littleTissue", area, applies.minimumTissueMm2());
    }
    if (HE.equals(applies.stain()) && tissue.heStained() < LEAST_STAINED) {
      return TEXT.get("slide.colours", bundle.manifest().name());
    }
    return null;
  }
}
