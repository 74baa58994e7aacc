package org.fovea.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.batch.AddCases;
import org.fovea.batch.Batches;
import org.fovea.batch.CaseEntry;
import org.fovea.batch.CaseOrder;
import org.fovea.batch.Pace;
import org.fovea.batch.RunCases;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.workflow.AnalyzeStudy;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea batch}: many studies through the queue of the library, to be taken up again. */
@Command(
    name = "batch",
    description = {
      "Analyse many studies, one after the other, through the queue in the library.",
      "Images that were analysed before by the same weights are not analysed again; their results"
          + " are taken over.",
      "With --resume, the batch of that output folder is gone on with, and a slide that was begun"
          + " as well."
    })
final class BatchCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(BatchCommand.class);

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, DICOMDIR or ZIP.")
  private List<Path> paths;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path output;

  @Option(names = "--bundle", paramLabel = "ID", description = "Run this bundle; may be repeated.")
  private List<String> bundles = List.of();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "auto, cpu, cuda:0 … (see fovea devices).")
  private String device;

  @Option(names = "--resume", description = "Go on with the batch of this output folder.")
  private boolean resume;

  @Option(
      names = "--retry",
      description = "With --resume: try what was set aside or skipped once more.")
  private boolean retry;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "ARRIVAL",
      description = "arrival, or urgency: the most suspicious first, as far as is known.")
  private CaseOrder order;

  @Mixin private Shared shared;

  private final Terminal terminal;

  BatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    Path folder = output.toAbsolutePath().normalize();
    ProgressLine line = terminal.progress(shared.progress);
    try (Services services = Services.ofProcess(shared.library)) {
      services.analyzeStudy().bundles(bundles); // before anything is read
      Batches batches = Batches.of(services);
      batches.runCases().open(folder, resume);
      AddCases.Added added =
          batches.addCases().run(paths, bundles, folder, !resume, line.part(0, 0.05));
      if (resume) {
        takeUp(batches, folder);
      }
      int before = ended(batches.queue().cases(folder), CaseEntry.State.DONE);
      Tally tally = new Tally(added.problems());
      run(batches, folder, tally, line);
      batches.runCases().write(folder);
      line.clear();
      return summary(tally, added, before, batches.queue().cases(folder));
    } finally {
      line.clear();
    }
  }

  private void takeUp(Batches batches, Path folder) throws FoveaException {
    batches.runCases().complete(folder);
    if (retry) {
      for (CaseEntry entry : batches.queue().cases(folder)) {
        if (entry.studyInstanceUid() != null && entry.state() != CaseEntry.State.REFUSED) {
          batches.queue().retry(entry.number());
        }
      }
    }
  }

  /** What came of this run. */
  private static final class Tally {
    private final List<Problem> problems;
    private int completed;
    private int failed;
    private int reused;

    Tally(List<Problem> problems) {
      this.problems = new ArrayList<>(problems);
    }
  }

  private void run(Batches batches, Path folder, Tally tally, ProgressLine line)
      throws FoveaException {
    Analysis words = new Analysis(terminal, shared.progress);
    while (true) {
      line.checkCancelled();
      List<CaseEntry> cases = batches.queue().cases(folder);
      Optional<RunCases.Ended> ended =
          batches.runCases().next(order, folder, device, e -> {}, named(line, cases));
      line.clear();
      switch (ended.orElse(null)) {
        case null -> {
          return;
        }
        case RunCases.Broken broken -> tally.problems.add(broken.problem());
        case RunCases.Answered answered -> {
          tally.reused += answered.reused() && !answered.done().isEmpty() ? 1 : 0;
          for (AnalyzeStudy.Done one : answered.done()) {
            words.say(one, device);
            switch (one.analysis().status()) {
              case COMPLETED -> tally.completed++;
              case FAILED -> tally.failed++;
              case REFUSED -> {}
            }
          }
        }
      }
    }
  }

  private int summary(Tally tally, AddCases.Added added, int before, List<CaseEntry> cases) {
    tally.problems.forEach(terminal::problem);
    if (before > 0) {
      terminal.out().println(WORDS.get("analyze.resumed", before));
    }
    int reused =
        (int) cases.stream().filter(c -> c.reused() && c.studyInstanceUid() != null).count();
    if (reused > 0) {
      terminal.out().println(WORDS.get("batch.reused", reused));
    }
    double pace = Pace.of(cases, Instant.now()).casesPerHour();
    terminal
        .out()
        .println(
            WORDS.get(
                "batch.summary",
                added.cases(),
                ended(cases, CaseEntry.State.DONE),
                ended(cases, CaseEntry.State.REFUSED),
                ended(cases, CaseEntry.State.SET_ASIDE) + ended(cases, CaseEntry.State.SKIPPED),
                Double.isNaN(pace) ? 0 : Math.round(pace)));
    terminal.out().println(WORDS.get("analyze.output", output.toAbsolutePath().normalize()));
    if (tally.failed > 0) {
      return Status.INFERENCE_FAILED;
    }
    if (!tally.problems.isEmpty()) {
      return Status.UNREADABLE;
    }
    if (tally.completed == 0 && before == 0) {
      terminal
          .err()
          .println(WORDS.get(added.cases() == 0 ? "analyze.noStudy" : "analyze.noBundle"));
      return Status.NOT_APPLICABLE;
    }
    return Status.DONE;
  }

  private static int ended(List<CaseEntry> cases, CaseEntry.State state) {
    return (int) cases.stream().filter(c -> c.state() == state).count();
  }

  /** The progress of one case as that of the whole batch, with the time that is left. */
  private static Progress named(ProgressLine line, List<CaseEntry> cases) {
    List<CaseEntry> real = cases.stream().filter(c -> c.studyInstanceUid() != null).toList();
    int done = (int) real.stream().filter(CaseEntry::ended).count();
    int all = Math.max(1, real.size());
    Pace pace = Pace.of(cases, Instant.now());
    String where =
        pace.left() == null
            ? WORDS.get("batch.case", done + 1, all)
            : WORDS.get("batch.caseLeft", done + 1, all, minutes(pace.left()));
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        line.report(0.05 + 0.95 * (done + fraction) / all, where + ": " + message);
      }

      @Override
      public boolean cancelled() {
        return line.cancelled();
      }
    };
  }

  private static long minutes(java.time.Duration left) {
    return Math.max(1, Math.round(left.toSeconds() / 60.0));
  }
}
