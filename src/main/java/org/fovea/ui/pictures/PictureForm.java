package org.fovea.ui.pictures;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.fovea.dicom.convert.BodySite;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.dicom.convert.SlideDescriptor;

/** What the user says of pictures that are to become DICOM slides. */
final class PictureForm {
  /** Sizes of a pixel, µm, that a light microscope can have; others are slips of the unit. */
  private static final double FINEST = 0.02;

  private static final double COARSEST = 100;

  private final StringProperty micrometres = new SimpleStringProperty("");
  private final StringProperty patientId = new SimpleStringProperty("");
  private final StringProperty patientName = new SimpleStringProperty("");
  private final StringProperty specimenId = new SimpleStringProperty("");
  private final ObjectProperty<Optional<BodySite>> bodySite =
      new SimpleObjectProperty<>(Optional.empty());
  private final BooleanProperty hematoxylinEosin = new SimpleBooleanProperty();
  private final boolean scaleRequired;

  /**
   * @param scaleRequired whether nothing can be taken without a scale
   */
  PictureForm(boolean scaleRequired) {
    this.scaleRequired = scaleRequired;
  }

  /** Size of a pixel in µm as typed, for pictures that do not state it. */
  StringProperty micrometres() {
    return micrometres;
  }

  StringProperty patientId() {
    return patientId;
  }

  StringProperty patientName() {
    return patientName;
  }

  StringProperty specimenId() {
    return specimenId;
  }

  /** From where the tissue is; empty where it is not said. */
  ObjectProperty<Optional<BodySite>> bodySite() {
    return bodySite;
  }

  BooleanProperty hematoxylinEosin() {
    return hematoxylinEosin;
  }

  /** Whether the pictures can be taken with what has been typed so far. */
  BooleanBinding complete() {
    return Bindings.createBooleanBinding(
        () -> !scaleRequired && micrometres.get().isBlank() || scale().isPresent(), micrometres);
  }

  private Optional<Double> scale() {
    try {
      double um = Double.parseDouble(micrometres.get().strip().replace(',', '.'));
      return um >= FINEST && um <= COARSEST ? Optional.of(um) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** All of it. */
  ConversionRequest request() {
    double um = scale().orElse(Double.NaN);
    return new ConversionRequest(
        given(patientId),
        given(patientName),
        given(specimenId),
        null,
        null,
        null,
        hematoxylinEosin.get() ? SlideDescriptor.HE : List.of(),
        bodySite.get().map(BodySite::code).orElse(null),
        um,
        um,
        ConversionRequest.Compression.AUTO);
  }

  private static String given(StringProperty field) {
    String text = field.get().strip();
    return text.isEmpty() ? null : text;
  }
}
