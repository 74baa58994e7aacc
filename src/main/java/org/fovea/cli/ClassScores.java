package org.fovea.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fovea.common.Text;
import org.fovea.finding.agreement.ConfusionTable;
import org.fovea.finding.evaluation.ClassEvaluation;
import org.fovea.finding.evaluation.LabelledCase;
import org.fovea.workflow.EvaluateClasses;

/** How classes that a bundle gave agree with known ones, as lines and as JSON. */
final class ClassScores {
  private static final Text WORDS = Text.of(ClassScores.class);

  private ClassScores() {}

  static List<String> lines(EvaluateClasses.Evaluated e) {
    List<String> lines = new ArrayList<>();
    for (LabelledCase c : e.cases()) {
      lines.add(
          c.answered()
              ? WORDS.get("classes.case", c.patient(), c.truth(), c.answer(), grade(c))
              : WORDS.get("classes.unanswered", c.patient(), c.truth(), c.reason()));
    }
    ClassEvaluation f = e.figures();
    lines.add(WORDS.get("classes.answered", f.answered(), f.cases()));
    if (f.answered() == 0) {
      return lines;
    }
    lines.addAll(table(f.table()));
    f.classes()
        .forEach(
            (name, of) ->
                lines.add(
                    WORDS.get(
                        "classes.one",
                        name,
                        of.cases(),
                        EvaluateCommand.figure(of.sensitivity()),
                        EvaluateCommand.figure(of.specificity()),
                        EvaluateCommand.figure(of.auroc()))));
    lines.add(
        WORDS.get(
            "classes.all",
            EvaluateCommand.figure(f.accuracy()),
            EvaluateCommand.figure(f.balancedAccuracy()),
            EvaluateCommand.number(f.kappa().value())));
    return lines;
  }

  private static String grade(LabelledCase c) {
    return String.format(Locale.ROOT, "%.2f", c.grades().get(c.answer()));
  }

  /** Rows are known classes, columns answers. */
  private static List<String> table(ConfusionTable t) {
    int width = t.labels().stream().mapToInt(String::length).max().orElse(0) + 2;
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(pad(WORDS.get("classes.corner"), width));
    t.labels().forEach(l -> head.append(pad(l, width)));
    lines.add(head.toString().stripTrailing());
    for (int r = 0; r < t.labels().size(); r++) {
      StringBuilder row = new StringBuilder(pad(t.labels().get(r), width));
      for (int c = 0; c < t.labels().size(); c++) {
        row.append(pad(Integer.toString(t.count(r, c)), width));
      }
      lines.add(row.toString().stripTrailing());
    }
    return lines;
  }

  private static String pad(String s, int width) {
    return s + " ".repeat(Math.max(1, width - s.length()));
  }

  static Map<String, Object> document(EvaluateClasses.Evaluated e) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", "fovea.class-evaluation/1");
    root.put("bundle", Map.of("id", e.bundleId(), "version", e.bundleVersion()));
    root.put("cases", e.cases().stream().map(ClassScores::one).toList());
    ClassEvaluation f = e.figures();
    root.put("answered", f.answered());
    root.put("accuracy", EvaluateCommand.interval(f.accuracy()));
    root.put("balancedAccuracy", EvaluateCommand.interval(f.balancedAccuracy()));
    root.put("kappa", Double.isNaN(f.kappa().value()) ? null : f.kappa().value());
    Map<String, Object> classes = new LinkedHashMap<>();
    f.classes()
        .forEach(
            (name, of) -> {
              Map<String, Object> c = new LinkedHashMap<>();
              c.put("cases", of.cases());
              c.put("sensitivity", EvaluateCommand.interval(of.sensitivity()));
              c.put("specificity", EvaluateCommand.interval(of.specificity()));
              c.put("auroc", EvaluateCommand.interval(of.auroc()));
              classes.put(name, c);
            });
    root.put("classes", classes);
    return root;
  }

  private static Map<String, Object> one(LabelledCase c) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("studyInstanceUID", c.id());
    one.put("patientID", c.patient());
    one.put("truth", c.truth());
    one.put("answer", c.answered() ? c.answer() : null);
    one.put("grades", c.grades());
    one.put("reason", c.reason());
    return one;
  }
}
