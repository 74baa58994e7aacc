package org.fovea.cli;

import java.util.Locale;
import java.util.Map;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.finding.enteropathy.Judgement;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.workflow.AnalyzeStudies;
import org.fovea.workflow.AnalyzeStudy;

/** Runs an analysis for several commands and says what came of it. */
final class Analysis {
  private static final Text WORDS = Text.of(Analysis.class);

  private final Terminal terminal;
  private final boolean progress;

  Analysis(Terminal terminal, boolean progress) {
    this.terminal = terminal;
    this.progress = progress;
  }

  /** Analyses and returns the exit status. */
  int run(AnalyzeStudies analyze, AnalyzeStudies.Request request) throws FoveaException {
    ProgressLine line = terminal.progress(progress);
    AnalyzeStudies.Summary summary;
    try {
      summary =
          analyze.run(
              request,
              done -> {
                line.clear();
                say(done, request.device());
              },
              line);
    } finally {
      line.clear();
    }
    summary.problems().forEach(terminal::problem);
    terminal
        .out()
        .println(WORDS.get("analyze.output", request.output().toAbsolutePath().normalize()));
    return status(summary);
  }

  /** Says in one line what came of an analysis. */
  void say(AnalyzeStudy.Done done, String askedDevice) {
    terminal.out().println(sentence(done) + elsewhere(done, askedDevice));
    terminal.out().flush();
  }

  private int status(AnalyzeStudies.Summary s) {
    if (s.failed() > 0) {
      return Status.INFERENCE_FAILED;
    }
    if (!s.problems().isEmpty()) {
      return Status.UNREADABLE;
    }
    if (s.completed() == 0) {
      terminal.err().println(WORDS.get(s.studies() == 0 ? "analyze.noStudy" : "analyze.noBundle"));
      return Status.NOT_APPLICABLE;
    }
    return Status.DONE;
  }

  private static String sentence(AnalyzeStudy.Done done) {
    org.fovea.finding.Analysis a = done.analysis();
    String said =
        switch (a.status()) {
          case COMPLETED -> completed(a);
          case REFUSED -> WORDS.get("analyze.refused", a.reason());
          case FAILED -> WORDS.get("analyze.failed", a.reason());
        };
    String overridden = a.gateOverridden() ? " " + WORDS.get("analyze.overridden", a.reason()) : "";
    return a.studyInstanceUid() + "  " + a.provenance().bundleId() + "  " + said + overridden;
  }

  /** Says that another device did the work than the one asked for. */
  private static String elsewhere(AnalyzeStudy.Done done, String asked) {
    String used = done.analysis().provenance().device();
    boolean other =
        done.analysis().status() == org.fovea.finding.Analysis.Status.COMPLETED
            && !asked.equals("auto")
            && !asked.equals(used);
    return other ? " " + WORDS.get("analyze.otherDevice", used, asked) : "";
  }

  private static String measured(Mucosa m) {
    Judgement j = m.judgement();
    Map.Entry<String, Double> first = j.first();
    String suggestion =
        WORDS.get(
            "analyze.suggestion",
            first.getKey(),
            String.format(Locale.ROOT, "%.2f", first.getValue()));
    return j.marshOberhuber().isEmpty() && m.figures().ratio().count() < 1
        ? j.rule()
        : WORDS.get(
                "analyze.measured",
                String.format(Locale.ROOT, "%.2f", m.figures().villusToCrypt()),
                m.figures().ratio().count(),
                j.marshOberhuber().isEmpty() ? j.rule() : "Marsh-Oberhuber " + j.marshOberhuber())
            + suggestion;
  }

  private static String completed(org.fovea.finding.Analysis a) {
    if (a.mucosa() != null) {
      return measured(a.mucosa());
    }
    if (a.findings().isEmpty()) {
      return WORDS.get("analyze.nothing");
    }
    StringBuilder all = new StringBuilder();
    for (Finding f : a.findings()) {
      all.append(all.isEmpty() ? "" : "; ").append(f.trackingId());
      if (f.region() instanceof Region.Solid s) {
        all.append(String.format(Locale.ROOT, " %.1f ml, %.0f mm", s.volumeMl(), s.longAxisMm()));
      }
      all.append(String.format(Locale.ROOT, ", p %.2f", f.probability()));
    }
    return all.toString();
  }
}
