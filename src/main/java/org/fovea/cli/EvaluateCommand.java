package org.fovea.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Text;
import org.fovea.finding.evaluation.Figure;
import org.fovea.workflow.EvaluateBundle;
import org.fovea.workflow.EvaluateClasses;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea evaluate}: scores of a bundle against a reference. */
@Command(
    name = "evaluate",
    description = {
      "Score a bundle against reference masks: Dice by patient, mean, median and lowest, with 95 %%"
          + " intervals by bootstrap over patients.",
      "With a table of known classes (.csv), compare the classes that a bundle gives slides:"
          + " accuracy, sensitivity, specificity and AUROC of each class, with 95 %% intervals.",
      "A table goes to standard output; the same as JSON where --json names a file."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(EvaluateCommand.class);

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, DICOMDIR or ZIP.")
  private List<Path> paths;

  @Option(names = "--bundle", required = true, paramLabel = "ID", description = "The bundle.")
  private String bundle;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = {
        "Reference mask (.npy, or .npz), or its file name beside each study;",
        "or a table (.csv) with columns study, accession or patient, and class or diagnosis."
      })
  private Path truth;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the scores there as JSON.")
  private Path json;

  @Option(names = "--device", defaultValue = "auto", description = "auto, cpu, cuda:0 …")
  private String device;

  @Mixin private Shared shared;

  private final Terminal terminal;

  EvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    ProgressLine line = terminal.progress(shared.progress);
    try (Services services = Services.ofProcess(shared.library)) {
      if (truth.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
        return classes(services, line);
      }
      EvaluateBundle.Evaluation e;
      try {
        e = services.evaluateBundle().run(bundle, truth, paths, device, line);
      } finally {
        line.clear();
      }
      e.problems().forEach(terminal::problem);
      for (EvaluateBundle.Score s : e.scores()) {
        terminal.out().println(number(s.dice()) + "  " + s.patientId());
      }
      terminal
          .out()
          .println(
              WORDS.get(
                  "evaluate.summary",
                  figure(e.mean()),
                  figure(e.median()),
                  number(e.lowest()),
                  Integer.toString(e.patients())));
      if (json != null) {
        write(e);
      }
      return status(e.patients(), e.problems());
    }
  }

  private static int status(int scored, List<Problem> problems) {
    if (!problems.isEmpty()) {
      return Status.UNREADABLE;
    }
    return scored == 0 ? Status.NOT_APPLICABLE : Status.DONE;
  }

  private int classes(Services services, ProgressLine line) throws FoveaException {
    EvaluateClasses.Evaluated e;
    try {
      e = services.evaluateClasses().run(bundle, truth, paths, device, line);
    } finally {
      line.clear();
    }
    e.problems().forEach(terminal::problem);
    ClassScores.lines(e).forEach(terminal.out()::println);
    if (json != null) {
      write(ClassScores.document(e));
    }
    return status(e.cases().size(), e.problems());
  }

  private void write(EvaluateBundle.Evaluation e) throws FoveaException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", "fovea.evaluation/1");
    root.put("bundle", Map.of("id", e.bundleId(), "version", e.bundleVersion()));
    root.put(
        "scores",
        e.scores().stream()
            .map(
                s -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("patientID", s.patientId());
                  one.put("studyInstanceUID", s.studyInstanceUid());
                  one.put("dice", s.dice());
                  return one;
                })
            .toList());
    root.put("patients", e.patients());
    root.put("mean", interval(e.mean()));
    root.put("median", interval(e.median()));
    root.put("lowest", Double.isNaN(e.lowest()) ? null : e.lowest());
    write(root);
  }

  private void write(Map<String, Object> root) throws FoveaException {
    try {
      byte[] bytes =
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsBytes(root);
      Outputs.write(json, bytes);
    } catch (JsonProcessingException x) {
      throw new IllegalStateException(x);
    }
  }

  static Map<String, Object> interval(Figure f) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("value", Double.isNaN(f.value()) ? null : f.value());
    one.put("low95", Double.isNaN(f.low()) ? null : f.low());
    one.put("high95", Double.isNaN(f.high()) ? null : f.high());
    return one;
  }

  static String figure(Figure f) {
    return number(f.value()) + " (" + number(f.low()) + "–" + number(f.high()) + ")";
  }

  static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
  }
}
