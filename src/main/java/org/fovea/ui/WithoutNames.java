package org.fovea.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Study;
import org.fovea.ui.common.Activities;
import org.fovea.workflow.DeidentifyFiles;

/** Copies the open study without what says whose it is, and says in the status line how it went. */
final class WithoutNames {
  private static final Text WORDS = Text.of(WithoutNames.class);

  /** A folder of its own, so that copies never lie among originals. */
  private static final String FOLDER = "without-names";

  private final DeidentifyFiles copies = new DeidentifyFiles();
  private final Activities activities;

  WithoutNames(Activities activities) {
    this.activities = activities;
  }

  /** Copies every object of a study into a new folder inside the one chosen. */
  void copy(Study study, Path chosen) {
    Path folder = chosen.resolve(FOLDER);
    activities.start(
        progress ->
            copies.run(new DeidentifyFiles.Request(files(study), folder, false, false), progress),
        done -> {
          int left = done.notes().size() + done.problems().size();
          String said = WORDS.get("notice.withoutNames", done.files().size(), folder);
          String first =
              done.problems().isEmpty()
                  ? done.notes().stream().findFirst().orElse("")
                  : done.problems().getFirst().line();
          activities.say(left == 0 ? said : said + " " + WORDS.get("notice.leftOut", left, first));
        },
        e -> activities.say(e instanceof FoveaException f ? f.problem().line() : e.toString()),
        () -> activities.say(WORDS.get("notice.copyStopped", folder)));
  }

  /** The files of a study, each once. */
  static List<Path> files(Study study) {
    return study.series().stream()
        .flatMap(
            s ->
                Stream.of(
                        s.stacks().stream()
                            .flatMap(k -> k.slices().stream())
                            .map(x -> x.instance()),
                        s.slides().stream().flatMap(x -> x.levels().stream()).flatMap(List::stream),
                        s.results().stream())
                    .flatMap(instances -> instances))
        .map((Instance i) -> i.source().path())
        .distinct()
        .toList();
  }
}
