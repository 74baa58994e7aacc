package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.convert.SlideConverter;
import org.fovea.dicom.convert.SlideWriter;
import org.fovea.library.Library;
import org.fovea.library.SqliteLibrary;
import org.fovea.testing.SharedData;
import org.fovea.ui.worklist.Catalogue;
import org.fovea.workflow.ConvertSlides;
import org.fovea.workflow.ImportFiles;
import org.fovea.workflow.OpenStudies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, a real library. */
class LibraryCatalogueTest {
  @TempDir Path folder;

  @Test
  void whatWasTakenInIsListedAndReadAgain() throws Exception {
    Path source = SharedData.folder("brain-lgg-dicom");
    Path one;
    try (Stream<Path> list = Files.list(source)) {
      one = list.filter(Files::isDirectory).sorted().findFirst().orElseThrow();
    }
    try (Library library = SqliteLibrary.open(folder.resolve("library.sqlite"))) {
      OpenStudies openStudies = new OpenStudies(new FileStudyReader());
      ConvertSlides convert =
          new ConvertSlides(new SlideConverter(new SlideWriter("test")), folder.resolve("slides"));
      LibraryCatalogue catalogue =
          new LibraryCatalogue(
              library, new ImportFiles(openStudies, library, convert), openStudies, null);
      Catalogue.Imported first = catalogue.add(List.of(one), Progress.none());
      assertThat(first.studies()).hasSize(1);
      assertThat(first.count().studies()).isEqualTo(1);
      Catalogue.Imported second = catalogue.add(List.of(one), Progress.none());
      assertThat(second.studies()).isEqualTo(first.studies());
      assertThat(second.count().studies()).isZero();
      assertThat(catalogue.search(Library.Query.all())).hasSize(1);
      Study study = catalogue.open(first.studies().getFirst(), Progress.none());
      assertThat(study.series()).hasSizeGreaterThanOrEqualTo(3);
      assertThatThrownBy(() -> catalogue.open("1.2.3", Progress.none()))
          .isInstanceOf(FoveaException.class);
    }
  }
}
