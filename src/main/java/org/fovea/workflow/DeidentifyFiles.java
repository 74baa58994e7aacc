package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.assembly.InputWalker;
import org.fovea.dicom.deidentify.DateRule;
import org.fovea.dicom.deidentify.Deidentifier;
import org.fovea.dicom.deidentify.Pseudonyms;

/** Copies DICOM objects without what says whose they are. */
public final class DeidentifyFiles {
  private static final Text WORDS = Text.of(DeidentifyFiles.class);

  private final SourceOpener opener = new SourceOpener();

  /**
   * What is asked for.
   *
   * @param shiftDates whether dates are moved by the same number of days for each patient instead
   *     of removed
   * @param picturesSeen whether the user has looked at pictures that may be written on
   */
  public record Request(List<Path> paths, Path output, boolean shiftDates, boolean picturesSeen) {}

  /**
   * What came of it.
   *
   * @param files copies written
   * @param notes what was left out as it should be, a line each
   * @param problems what could not be read or is refused
   */
  public record Copied(List<Path> files, List<String> notes, List<Problem> problems) {}

  /**
   * Copies every object below the paths; one that cannot be read does not keep the others away.
   * What lies in the output folder is not input.
   *
   * @throws FoveaException WRITE_FAILED if the output cannot be written; the copies that were
   *     finished are whole
   */
  public Copied run(Request request, Progress progress) throws FoveaException {
    Path folder = request.output().toAbsolutePath().normalize();
    InputWalker walker = new InputWalker(opener);
    List<Problem> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    Deidentifier deidentifier =
        new Deidentifier(
            opener,
            Pseudonyms.random(),
            request.shiftDates() ? DateRule.SHIFT : DateRule.REMOVE,
            request.picturesSeen(),
            "Fovea " + Version.current());
    request.paths().forEach(path -> walker.walk(path, progress));
    int walkProblems = walker.problems().size();
    problems.addAll(walker.problems());
    create(folder);
    // The list grows while DICOMDIRs are read.
    for (int n = 0; n < walker.candidates().size(); n++) {
      InputWalker.Candidate candidate = walker.candidates().get(n);
      progress.checkCancelled();
      progress.report(
          (double) n / walker.candidates().size(),
          WORDS.get(
              "deidentify.progress",
              Integer.toString(n + 1),
              Integer.toString(walker.candidates().size())));
      if (candidate.source().path().toAbsolutePath().normalize().startsWith(folder)) {
        continue;
      }
      try {
        switch (deidentifier.write(candidate.source(), folder)) {
          case Deidentifier.Outcome.Written(Path file) -> files.add(file);
          case Deidentifier.Outcome.LeftOut(String reason) ->
              notes.add(candidate.source() + ": " + reason);
          case Deidentifier.Outcome.Directory(var listing) -> {
            listing.files().forEach(walker::referenced);
            problems.addAll(listing.problems());
          }
        }
      } catch (FoveaException e) {
        if (e.code() == ErrorCode.WRITE_FAILED) {
          throw e;
        }
        if (e.code() != ErrorCode.NOT_DICOM || candidate.expected()) {
          problems.add(e.problem());
        }
      }
    }
    problems.addAll(walker.problems().subList(walkProblems, walker.problems().size()));
    if (files.isEmpty() && notes.isEmpty() && problems.isEmpty()) {
      request
          .paths()
          .forEach(
              p ->
                  problems.add(
                      new Problem(ErrorCode.NOT_DICOM, p.toString(), WORDS.get("open.nothing"))));
    }
    return new Copied(List.copyOf(files), List.copyOf(notes), List.copyOf(problems));
  }

  private static void create(Path folder) throws FoveaException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED,
          folder.toString(),
          WORDS.get("write.failed", FoveaException.said(e)),
          e);
    }
  }
}
