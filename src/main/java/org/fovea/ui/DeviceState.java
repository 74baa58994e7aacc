package org.fovea.ui;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fovea.common.Text;
import org.fovea.inference.Device;
import org.fovea.inference.Devices;

/**
 * Where models run, in the words of the top bar: the device that is chosen, or the processor where
 * an analysis had to go on without it. To be used on the JavaFX thread.
 */
final class DeviceState {
  private static final Text WORDS = Text.of(DeviceState.class);
  private static final String PROCESSOR = "cpu";

  /**
   * What the top bar says.
   *
   * @param text such as {@code CPU · ready}; empty for nothing
   * @param details a line on each device
   * @param trouble whether the user should look
   */
  record Said(String text, String details, boolean trouble) {}

  private final Supplier<String> chosen;
  private final ObservableList<Device> devices = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Said> said =
      new ReadOnlyObjectWrapper<>(new Said(WORDS.get("device.starting"), "", false));
  private String lost;

  /**
   * @param chosen id of the device that the user wants, or {@code auto}
   */
  DeviceState(Supplier<String> chosen) {
    this.chosen = chosen;
  }

  /** What was found at the start. */
  void found(List<Device> all) {
    devices.setAll(all);
    say();
  }

  /** The user wants another device. */
  void chosenChanged() {
    lost = null;
    say();
  }

  /**
   * Takes note of where a network was run to the end.
   *
   * @param device id of a device
   * @return words on what was lost; null where everything went as expected
   */
  String ran(String device) {
    String wanted = wanted();
    lost = PROCESSOR.equals(device) && !PROCESSOR.equals(wanted) ? wanted : null;
    say();
    return lost == null ? null : WORDS.get("device.wentOn", lost);
  }

  private String wanted() {
    return "auto".equals(chosen.get()) ? Devices.automatic(devices) : chosen.get();
  }

  private void say() {
    if (devices.isEmpty()) {
      said.set(new Said("", "", false));
      return;
    }
    String details =
        String.join(
            "\n",
            devices.stream()
                .map(d -> d.id() + ": " + d.description() + ". " + d.reason())
                .toList());
    if (lost != null) {
      said.set(
          new Said(
              WORDS.get("device.lost", name(PROCESSOR), lost),
              WORDS.get("device.lostDetails", lost) + "\n" + details,
              true));
      return;
    }
    String wanted = wanted();
    boolean usable = devices.stream().anyMatch(d -> d.id().equals(wanted) && d.usable());
    said.set(
        new Said(
            WORDS.get(usable ? "device.ready" : "device.unusable", name(wanted)),
            details,
            !usable));
  }

  private static String name(String id) {
    return id.toUpperCase(Locale.ROOT).replaceFirst(":.*", "");
  }

  /** Where models can run; empty while that is not known. */
  List<Device> devices() {
    return devices;
  }

  ReadOnlyObjectProperty<Said> saidProperty() {
    return said.getReadOnlyProperty();
  }
}
