package org.fovea.batch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.fovea.bundle.Bundle;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.finding.Analysis;
import org.fovea.library.Database;
import org.fovea.library.Library;
import org.fovea.report.ResultFiles;
import org.fovea.workflow.AnalyzeStudy;
import org.fovea.workflow.CopyResults;
import org.fovea.workflow.FindingsFolder;
import org.fovea.workflow.OpenStudies;
import org.fovea.workflow.ResultFolders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes cases off the queue and analyses them, one after the other. What came of a case is recorded
 * in one step, with its analyses and answers, so that a stop at any moment repeats at most the
 * tiles that were under way. One broken case never stops the others.
 */
public final class RunCases {
  private static final Logger LOG = LoggerFactory.getLogger(RunCases.class);
  private static final Text WORDS = Text.of(RunCases.class);

  private final CaseQueue queue;
  private final Answers answers;
  private final Database database;
  private final Library library;
  private final OpenStudies openStudies;
  private final AnalyzeStudy analyzeStudy;
  private final ResultFolders folders;
  private final Path unfinished;
  private final CopyResults copies = new CopyResults();
  private final Map<Path, FindingsFolder> outputs = new HashMap<>();

  /**
   * @param analyzeStudy analysis that leaves the library alone; what it says is recorded here
   * @param unfinished folder in which the finished tiles of a slide are kept until its results are
   *     written
   */
  RunCases(
      CaseQueue queue,
      Answers answers,
      Database database,
      Library library,
      OpenStudies openStudies,
      AnalyzeStudy analyzeStudy,
      ResultFolders folders,
      Path unfinished) {
    this.queue = queue;
    this.answers = answers;
    this.database = database;
    this.library = library;
    this.openStudies = openStudies;
    this.analyzeStudy = analyzeStudy;
    this.folders = folders;
    this.unfinished = unfinished;
  }

  /** How a case ended. */
  public sealed interface Ended {
    CaseEntry entry();
  }

  /**
   * It was analysed or refused.
   *
   * @param reused whether what was known answered it
   */
  public record Answered(CaseEntry entry, List<AnalyzeStudy.Done> done, boolean reused)
      implements Ended {}

  /** It could not be read and was set aside. */
  public record Broken(CaseEntry entry, Problem problem) implements Ended {}

  /** What was asked of one case. */
  private record Task(CaseEntry entry, Study study, String images, String device) {}

  /**
   * Analyses the next case.
   *
   * @param output only cases of this folder of results; null for all
   * @param device id of a device, or {@code auto}
   * @param begun told which case it is
   * @return empty where none waits
   * @throws FoveaException if results or library cannot be written; the case waits again then
   * @throws CancellationException if cancelled; the case waits again then
   */
  public Optional<Ended> next(
      CaseOrder order,
      Path output,
      String device,
      java.util.function.Consumer<CaseEntry> begun,
      Progress progress)
      throws FoveaException {
    Optional<CaseEntry> next = queue.begin(order, output);
    if (next.isEmpty()) {
      return Optional.empty();
    }
    CaseEntry entry = next.get();
    begun.accept(entry);
    try {
      return Optional.of(run(entry, device, progress));
    } catch (CancellationException e) {
      queue.stop(entry.number());
      throw e;
    } catch (FoveaException e) {
      if (e.code() == ErrorCode.WRITE_FAILED || e.code() == ErrorCode.LIBRARY) {
        queue.stop(entry.number());
        throw e;
      }
      return Optional.of(broken(entry, e.problem()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("case {} failed", entry.number(), e);
      return Optional.of(
          broken(
              entry,
              new Problem(
                  ErrorCode.UNEXPECTED, entry.studyInstanceUid(), WORDS.get("case.failed"))));
    }
  }

  private Broken broken(CaseEntry entry, Problem problem) throws FoveaException {
    queue.end(entry.number(), CaseEntry.State.SET_ASIDE, problem.message(), false);
    return new Broken(queue.find(entry.number()), problem);
  }

  private Ended run(CaseEntry entry, String device, Progress progress) throws FoveaException {
    List<Path> files = queue.files(entry.number());
    StudyReader.Outcome outcome = openStudies.open(files, progress.part(0, 0.02));
    if (entry.studyInstanceUid() == null) {
      return again(entry, outcome);
    }
    Optional<Study> study =
        outcome.studies().stream()
            .filter(s -> s.studyInstanceUid().equals(entry.studyInstanceUid()))
            .filter(Study::hasImages)
            .findFirst();
    if (study.isEmpty()) {
      return broken(
          entry,
          outcome.problems().stream()
              .findFirst()
              .orElse(
                  new Problem(
                      ErrorCode.NOT_ACCESSIBLE, entry.studyInstanceUid(), WORDS.get("case.gone"))));
    }
    return analyze(
        new Task(entry, study.get(), CaseKey.images(study.get()), device), progress.part(0.02, 1));
  }

  /** A file that was set aside is tried again: it may hold a case now. */
  private Ended again(CaseEntry entry, StudyReader.Outcome outcome) throws FoveaException {
    List<Study> studies = outcome.studies().stream().filter(Study::hasImages).toList();
    if (studies.isEmpty()) {
      return broken(
          entry,
          outcome.problems().stream()
              .findFirst()
              .orElse(new Problem(ErrorCode.NOT_DICOM, entry.source(), WORDS.get("case.gone"))));
    }
    database.write(
        h -> {
          library.add(new StudyReader.Outcome(studies, List.of()));
          for (Study study : studies) {
            queue.add(study, AddCases.files(study), entry.bundles(), entry.output());
          }
          queue.removeUnreadable(entry.source(), entry.output());
          return null;
        });
    return new Answered(entry, List.of(), true);
  }

  private Ended analyze(Task task, Progress progress) throws FoveaException {
    CaseEntry entry = task.entry();
    List<Bundle> candidates = analyzeStudy.bundles(entry.bundles());
    Map<Bundle, List<String>> answered = new LinkedHashMap<>();
    for (Bundle bundle : candidates) {
      answers.of(task.images(), bundle).ifPresent(uids -> answered.put(bundle, uids));
    }
    Map<String, Library.SavedAnalysis> saved =
        answered.isEmpty() ? Map.of() : saved(task.study().studyInstanceUid());
    List<Library.SavedAnalysis> known = new ArrayList<>();
    List<Bundle> unasked = new ArrayList<>();
    for (Bundle bundle : candidates) {
      Optional<List<Library.SavedAnalysis>> said =
          known(task.images(), bundle, answered.get(bundle), saved);
      if (said.isPresent()) {
        known.addAll(said.get());
      } else {
        unasked.add(bundle);
      }
    }
    boolean reused = unasked.isEmpty() && !candidates.isEmpty();
    List<AnalyzeStudy.Done> before = takeOver(entry, task.study(), known);
    List<AnalyzeStudy.Done> done =
        reused ? List.of() : ask(task, unasked, unasked.size() == candidates.size(), progress);
    CaseEntry.State state = state(done, before);
    String reason = reason(state, done, before);
    database.write(
        h -> {
          for (AnalyzeStudy.Done one : done) {
            library.saveAnalysis(task.study(), one.analysis(), one.written());
          }
          answers.add(task.study().studyInstanceUid(), task.images(), unasked, done);
          queue.end(entry.number(), state, reason, reused);
          return null;
        });
    List<AnalyzeStudy.Done> all = new ArrayList<>(before);
    all.addAll(done);
    boolean taken = all.stream().anyMatch(d -> d.analysis().status() != Analysis.Status.REFUSED);
    if (taken && entry.bundles().isEmpty()) {
      // an image that one bundle takes need not be told that others are not made for it
      all.removeIf(d -> d.analysis().status() == Analysis.Status.REFUSED && before.contains(d));
    }
    if (entry.output() != null) {
      folder(entry.output()).put(all);
    }
    return new Answered(queue.find(entry.number()), all, reused);
  }

  private List<AnalyzeStudy.Done> ask(
      Task task, List<Bundle> unasked, boolean all, Progress progress) throws FoveaException {
    CaseEntry entry = task.entry();
    List<String> ids =
        all ? entry.bundles() : unasked.stream().map(b -> b.manifest().id()).toList();
    Path folder =
        entry.output() == null
            ? folders.choose(task.study(), Instant.now())
            : entry.output().resolve(task.study().studyInstanceUid());
    List<AnalyzeStudy.Done> done =
        analyzeStudy.run(
            new AnalyzeStudy.Request(
                task.study(), folder, ids, task.device(), false, unfinished, !all),
            progress);
    // a bundle that came later need not be told that it is not made for what another has taken
    return all
        ? done
        : done.stream().filter(d -> d.analysis().status() != Analysis.Status.REFUSED).toList();
  }

  private Map<String, Library.SavedAnalysis> saved(String study) throws FoveaException {
    Map<String, Library.SavedAnalysis> saved = new HashMap<>();
    for (Library.SavedAnalysis s : library.analyses(study)) {
      saved.put(s.review().analysis().analysisUid(), s);
    }
    return saved;
  }

  /**
   * What a bundle said of these images; nothing where it is to be asked.
   *
   * @param uids the analyses that answer; null where it was never asked
   */
  private Optional<List<Library.SavedAnalysis>> known(
      String images, Bundle bundle, List<String> uids, Map<String, Library.SavedAnalysis> saved)
      throws FoveaException {
    if (uids == null) {
      return Optional.empty();
    }
    List<Library.SavedAnalysis> all = new ArrayList<>();
    for (String uid : uids) {
      Library.SavedAnalysis one = saved.get(uid);
      if (one == null || completed(one) && !CopyResults.there(one.written())) {
        answers.forget(images, bundle); // its files were taken away
        return Optional.empty();
      }
      all.add(one);
    }
    return Optional.of(all);
  }

  private static boolean completed(Library.SavedAnalysis s) {
    return s.review().analysis().status() == Analysis.Status.COMPLETED;
  }

  private List<AnalyzeStudy.Done> takeOver(
      CaseEntry entry, Study study, List<Library.SavedAnalysis> known) throws FoveaException {
    if (known.isEmpty()) {
      return List.of();
    }
    List<ResultFiles> files =
        entry.output() == null
            ? known.stream().map(s -> ResultFiles.none()).toList()
            : copies.run(
                known.stream()
                    .map(
                        s ->
                            new CopyResults.One(
                                s.review().analysis().provenance().bundleId(), s.written()))
                    .toList(),
                entry.output().resolve(study.studyInstanceUid()));
    List<AnalyzeStudy.Done> all = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      Library.SavedAnalysis s = known.get(i);
      all.add(new AnalyzeStudy.Done(s.review().analysis(), s.written(), files.get(i)));
    }
    return all;
  }

  private static CaseEntry.State state(
      List<AnalyzeStudy.Done> done, List<AnalyzeStudy.Done> before) {
    Set<Analysis.Status> statuses = new HashSet<>();
    done.forEach(d -> statuses.add(d.analysis().status()));
    before.forEach(d -> statuses.add(d.analysis().status()));
    if (statuses.contains(Analysis.Status.COMPLETED)) {
      return CaseEntry.State.DONE;
    }
    return statuses.contains(Analysis.Status.FAILED)
        ? CaseEntry.State.SET_ASIDE
        : CaseEntry.State.REFUSED;
  }

  private static String reason(
      CaseEntry.State state, List<AnalyzeStudy.Done> done, List<AnalyzeStudy.Done> before) {
    if (state == CaseEntry.State.DONE) {
      return null;
    }
    Analysis.Status wanted =
        state == CaseEntry.State.REFUSED ? Analysis.Status.REFUSED : Analysis.Status.FAILED;
    return java.util.stream.Stream.concat(done.stream(), before.stream())
        .map(AnalyzeStudy.Done::analysis)
        .filter(a -> a.status() == wanted && a.reason() != null)
        .map(Analysis::reason)
        .findFirst()
        .orElse(null);
  }

  /**
   * Prepares a folder of results.
   *
   * @param keep keep what {@code findings.json} there says already
   * @throws FoveaException if it cannot be written
   */
  public void open(Path output, boolean keep) throws FoveaException {
    outputs.put(output, FindingsFolder.open(output, keep));
  }

  /**
   * Adds to {@code findings.json} what ended before and is missing there, as after a stop between
   * the end of a case and the writing of the file: such a case waits again and is answered from
   * what is known, without a model.
   */
  public void complete(Path output) throws FoveaException {
    FindingsFolder folder = folder(output);
    for (CaseEntry entry : queue.cases(output)) {
      boolean told = entry.studyInstanceUid() != null && folder.holds(entry.studyInstanceUid());
      if (entry.studyInstanceUid() != null
          && (entry.state() == CaseEntry.State.DONE || entry.state() == CaseEntry.State.REFUSED)
          && !told) {
        queue.again(entry.number());
      }
    }
  }

  /** Writes {@code findings.json}, also where no case came to an end. */
  public void write(Path output) throws FoveaException {
    folder(output).write();
  }

  private FindingsFolder folder(Path output) throws FoveaException {
    FindingsFolder folder = outputs.get(output);
    if (folder == null) {
      folder = FindingsFolder.open(output, true);
      outputs.put(output, folder);
    }
    return folder;
  }
}
