package org.fovea.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.BundleCatalog;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.SlideImage;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.inference.AnalysisInput;
import org.fovea.inference.Gate;

/** Which bundles run on which images of a study. */
final class ChooseBundles {
  private static final Text WORDS = Text.of(ChooseBundles.class);

  private final BundleCatalog catalog;
  private final Gate gate;

  ChooseBundles(BundleCatalog catalog, Gate gate) {
    this.catalog = catalog;
    this.gate = gate;
  }

  /**
   * The bundles of these ids that may be run; all that may where none is named.
   *
   * @throws FoveaException if one is not there, or may not be run before the user has agreed
   */
  List<Bundle> named(List<String> ids) throws FoveaException {
    if (ids.isEmpty()) {
      return catalog.bundles().stream().filter(Bundle::runnable).toList();
    }
    List<Bundle> chosen = new ArrayList<>();
    for (String id : ids) {
      Optional<Bundle> bundle = catalog.find(id);
      if (bundle.isEmpty()) {
        throw new FoveaException(
            ErrorCode.BUNDLE_INVALID,
            id,
            WORDS.get(
                "bundle.unknown",
                String.join(
                    ", ", catalog.bundles().stream().map(b -> b.manifest().id()).toList())));
      }
      if (!bundle.get().runnable()) {
        throw new FoveaException(
            ErrorCode.BUNDLE_INVALID,
            bundle.get().folder().toString(),
            switch (bundle.get().trust()) {
              case Bundle.Trust.Broken(String reason, boolean agreed) ->
                  WORDS.get("bundle.broken", reason);
              default -> WORDS.get("bundle.foreign");
            });
      }
      chosen.add(bundle.get());
    }
    return chosen;
  }

  /**
   * One bundle to run.
   *
   * @param slide null for the other images of the study
   */
  record Job(Bundle bundle, SlideImage slide) {}

  /**
   * What is to be run on a study: the bundles that fit, on its slides one by one and on its other
   * images together.
   *
   * @param withSlides false where slides are left alone
   * @throws FoveaException if a bundle that was named is not there or may not be run
   */
  List<Job> jobs(AnalyzeStudy.Request request, AnalysisInput input, boolean withSlides)
      throws FoveaException {
    List<Bundle> candidates = named(request.bundles());
    List<SlideImage> glasses = withSlides ? AnalyzeSlides.slides(request.study()) : List.of();
    List<Job> jobs = new ArrayList<>();
    if (glasses.isEmpty() || !input.series().isEmpty()) {
      choose(request, candidates, input).forEach(b -> jobs.add(new Job(b, null)));
    }
    List<Bundle> fit =
        request.bundles().isEmpty() && candidates.stream().anyMatch(AnalyzeSlides::meantFor)
            ? candidates.stream().filter(AnalyzeSlides::meantFor).toList()
            : candidates;
    for (SlideImage glass : glasses) {
      fit.forEach(b -> jobs.add(new Job(b, glass)));
    }
    return jobs;
  }

  private List<Bundle> choose(
      AnalyzeStudy.Request request, List<Bundle> candidates, AnalysisInput input) {
    if (!request.bundles().isEmpty()) {
      return candidates;
    }
    List<Bundle> fit = new ArrayList<>();
    List<Bundle> forced = new ArrayList<>();
    for (Bundle bundle : candidates) {
      switch (gate.check(bundle, input)) {
        case Gate.Decision.Applies(Map<String, ImageSeries> roles) -> fit.add(bundle);
        case Gate.Decision.Refused(String reason, Map<String, ImageSeries> best) -> {
          if (!best.isEmpty()) {
            forced.add(bundle);
          }
        }
      }
    }
    if (!fit.isEmpty()) {
      return fit;
    }
    return request.overrideGate() && !forced.isEmpty() ? forced : candidates;
  }
}
