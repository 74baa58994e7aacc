package org.fovea.ui.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import org.fovea.dicom.convert.BodySite;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.dicom.convert.SlideDescriptor;
import org.fovea.finding.Code;
import org.fovea.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PictureSheetTest {
  private final List<ConversionRequest> taken = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();

  @BeforeAll
  static void start() {
    Fx.start();
  }

  private PictureSheet sheet(boolean scaleNeeded, boolean scaleRequired) {
    return Fx.call(
        () -> {
          PictureSheet sheet =
              new PictureSheet(
                  List.of(Path.of("a.png"), Path.of("b.png")),
                  scaleNeeded,
                  scaleRequired,
                  taken::add,
                  () -> cancelled.add("cancelled"));
          new Scene(sheet, 600, 400);
          sheet.applyCss();
          return sheet;
        });
  }

  private static TextField field(PictureSheet sheet, String name) {
    return (TextField) sheet.lookup("#picture-" + name);
  }

  @SuppressWarnings("unchecked")
  private static ComboBox<Optional<BodySite>> site(PictureSheet sheet) {
    return (ComboBox<Optional<BodySite>>) sheet.lookup("#picture-site");
  }

  private static Button take(PictureSheet sheet) {
    return (Button) sheet.lookup("#picture-take");
  }

  @Test
  void withoutAScaleNothingIsTaken() {
    PictureSheet sheet = sheet(true, true);
    Fx.run(
        () -> {
          assertThat(take(sheet).isDisabled()).isTrue();
          field(sheet, "scale").setText("0.0005"); // millimetres by mistake
          assertThat(take(sheet).isDisabled()).isTrue();
          field(sheet, "scale").setText("0,5");
          assertThat(take(sheet).isDisabled()).isFalse();
        });
  }

  @Test
  void whatWasSaidIsHandedOn() {
    PictureSheet sheet = sheet(true, true);
    Fx.run(
        () -> {
          field(sheet, "scale").setText(" 1.1 ");
          field(sheet, "patient").setText("P7");
          ((CheckBox) sheet.lookup("#picture-stain")).setSelected(true);
          site(sheet).setValue(Optional.of(BodySite.DUODENUM));
          take(sheet).fire();
        });
    assertThat(taken).hasSize(1);
    ConversionRequest request = taken.getFirst();
    assertThat(request.micrometresXPerPixel()).isEqualTo(1.1);
    assertThat(request.micrometresYPerPixel()).isEqualTo(1.1);
    assertThat(request.patientId()).isEqualTo("P7");
    assertThat(request.patientName()).isNull();
    assertThat(request.specimenId()).isNull();
    assertThat(request.stains()).isEqualTo(SlideDescriptor.HE);
    assertThat(request.anatomy()).isEqualTo(new Code("SCT", "38848004", "Duodenum"));
  }

  @Test
  void everySiteHasWords() {
    PictureSheet sheet = sheet(false, false);
    assertThat(site(sheet).getItems()).hasSize(1 + BodySite.values().length);
    assertThat(site(sheet).getItems())
        .allSatisfy(one -> assertThat(site(sheet).getConverter().toString(one)).isNotBlank());
  }

  @Test
  void noSiteAndNoStainIsAssumed() {
    PictureSheet sheet = sheet(false, false);
    Fx.run(
        () -> {
          assertThat(site(sheet).getConverter().toString(site(sheet).getValue()))
              .isEqualTo("Not stated");
          take(sheet).fire();
        });
    assertThat(taken.getFirst().anatomy()).isNull();
    assertThat(taken.getFirst().stains()).isEmpty();
  }

  @Test
  void picturesThatStateTheirScaleAreNotAskedForIt() {
    PictureSheet sheet = sheet(false, false);
    Fx.run(
        () -> {
          assertThat(field(sheet, "scale")).isNull();
          assertThat(take(sheet).isDisabled()).isFalse();
          ((Button) sheet.lookup("#picture-cancel")).fire();
        });
    assertThat(cancelled).hasSize(1);
    assertThat(taken).isEmpty();
  }

  @Test
  void insideFoldersPicturesMayBeLeftAlone() {
    PictureSheet sheet = sheet(true, false);
    Fx.run(
        () -> {
          assertThat(take(sheet).isDisabled()).isFalse();
          field(sheet, "scale").setText("x");
          assertThat(take(sheet).isDisabled()).isTrue();
        });
  }
}
