package org.fovea.ui.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.HeaderReader.Element;
import org.fovea.dicom.Source;
import org.fovea.testing.Fx;
import org.fovea.ui.common.Tasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeaderModelTest {
  private static final List<Element> ELEMENTS =
      List.of(
          new Element(0, "(0008,0060)", "CS", "Modality", "MR"),
          new Element(0, "(0008,1140)", "SQ", "ReferencedImageSequence", "1 item"),
          new Element(1, "(0008,1155)", "UI", "ReferencedSOPInstanceUID", "1.2.3"),
          new Element(0, "(0018,0081)", "DS", "EchoTime", "120"));

  private final Tasks tasks = new Tasks();

  @BeforeEach
  void start() {
    Fx.start();
  }

  @AfterEach
  void close() {
    tasks.close();
  }

  private HeaderModel open(HeaderModel model) {
    Fx.run(() -> model.open(Source.file(Path.of("a.dcm"))));
    Fx.await("read", () -> !model.messageProperty().get().startsWith("Reading"));
    return model;
  }

  private static List<String> search(HeaderModel model, String words) {
    Fx.run(() -> model.searchProperty().set(words));
    return model.shown().stream().map(Element::keyword).toList();
  }

  @Test
  void searchesTagsNamesAndValues() {
    HeaderModel model = open(new HeaderModel(tasks, source -> ELEMENTS));
    assertThat(search(model, "")).hasSize(4);
    assertThat(search(model, "echo")).containsExactly("EchoTime");
    assertThat(search(model, "0018,0081")).containsExactly("EchoTime");
    assertThat(search(model, "00180081")).containsExactly("EchoTime");
    assertThat(search(model, "modality mr")).containsExactly("Modality");
    assertThat(search(model, "nothing such")).isEmpty();
    assertThat(model.messageProperty().get()).isEqualTo("0 of 4 elements");
  }

  @Test
  void keepsTheSequenceThatHoldsAHit() {
    HeaderModel model = open(new HeaderModel(tasks, source -> ELEMENTS));
    assertThat(search(model, "1.2.3"))
        .containsExactly("ReferencedImageSequence", "ReferencedSOPInstanceUID");
  }

  @Test
  void saysWhyThereIsNothing() {
    HeaderModel model =
        open(
            new HeaderModel(
                tasks,
                source -> {
                  throw new FoveaException(
                      ErrorCode.DAMAGED, "a.dcm", "The file ends in its header.");
                }));
    assertThat(model.shown()).isEmpty();
    assertThat(model.messageProperty().get()).contains("a.dcm").contains("ends in its header");
  }
}
