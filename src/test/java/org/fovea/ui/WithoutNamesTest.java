package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.testing.DicomFixtures;
import org.fovea.testing.Fx;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithoutNamesTest {
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    Fx.start();
  }

  @Test
  void copiesTheOpenStudyAndSaysWhatWasLeftOut() throws Exception {
    new DicomFixtures.MrSeries()
        .slices(3)
        .change((k, a) -> a.setString(Tag.BurnedInAnnotation, VR.CS, k == 1 ? "YES" : "NO"))
        .write(folder.resolve("in"));
    Study study =
        new FileStudyReader()
            .read(List.of(folder.resolve("in")), Progress.none())
            .studies()
            .getFirst();
    Activities activities = Fx.call(() -> new Activities(new Tasks()));
    Fx.run(() -> new WithoutNames(activities).copy(study, folder));
    Fx.await("a word about it", () -> !activities.noticeProperty().get().isEmpty());
    assertThat(Fx.call(() -> activities.noticeProperty().get()))
        .startsWith("2 objects without names are in " + folder.resolve("without-names"))
        .contains("Left out: 1.", "IM0002");
    try (Stream<Path> all = Files.walk(folder.resolve("without-names"))) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(2);
    }
  }
}
