package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.fovea.inference.Device;
import org.junit.jupiter.api.Test;

class DeviceStateTest {
  private static final Device CPU = new Device("cpu", "Processor", true, "ready");
  private static final Device CARD = new Device("cuda:0", "Graphics card 0", true, "ready");
  private static final Device NO_CARD = new Device("cuda:0", "Graphics card", false, "no CUDA");

  private final AtomicReference<String> chosen = new AtomicReference<>("auto");
  private final DeviceState state = new DeviceState(chosen::get);

  private String text() {
    return state.saidProperty().get().text();
  }

  @Test
  void namesTheDeviceThatIsUsed() {
    state.found(List.of(CPU, NO_CARD));
    assertThat(text()).isEqualTo("CPU · ready");
    state.found(List.of(CPU, CARD));
    assertThat(text()).isEqualTo("CUDA · ready");
    chosen.set("cpu");
    state.chosenChanged();
    assertThat(text()).isEqualTo("CPU · ready");
    assertThat(state.saidProperty().get().details()).contains("cuda:0", "Graphics card 0");
  }

  @Test
  void aChosenCardThatDoesNotWorkIsSaid() {
    chosen.set("cuda:0");
    state.found(List.of(CPU, NO_CARD));
    assertThat(text()).isEqualTo("CUDA · not usable");
    assertThat(state.saidProperty().get().trouble()).isTrue();
  }

  @Test
  void anAnalysisThatWentOnWithTheProcessorIsSaidUntilTheCardWorksAgain() {
    state.found(List.of(CPU, CARD));
    assertThat(state.ran("cpu")).contains("cuda:0").contains("processor");
    assertThat(text()).isEqualTo("CPU · cuda:0 lost");
    assertThat(state.saidProperty().get().trouble()).isTrue();
    assertThat(state.ran("cuda:0")).isNull();
    assertThat(text()).isEqualTo("CUDA · ready");
  }

  @Test
  void theProcessorIsNoLossWhereThereIsNoCard() {
    state.found(List.of(CPU, NO_CARD));
    assertThat(state.ran("cpu")).isNull();
    assertThat(text()).isEqualTo("CPU · ready");
    assertThat(state.saidProperty().get().trouble()).isFalse();
  }
}
