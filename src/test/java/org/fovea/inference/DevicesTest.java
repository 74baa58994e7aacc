package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesTest {
  @Test
  void theProcessorIsTestedAndEveryDeviceHasAReason() {
    List<Device> devices = new Devices().list();
    assertThat(devices.getFirst().id()).isEqualTo("cpu");
    assertThat(devices.getFirst().usable()).isTrue();
    assertThat(devices).allSatisfy(d -> assertThat(d.reason()).isNotBlank());
    assertThat(devices).anySatisfy(d -> assertThat(d.id()).startsWith("cuda:"));
  }

  @Test
  void automaticIsOneOfTheUsable() {
    Devices devices = new Devices();
    String chosen = devices.automatic();
    assertThat(devices.list())
        .anySatisfy(
            d -> {
              assertThat(d.id()).isEqualTo(chosen);
              assertThat(d.usable()).isTrue();
            });
  }
}
