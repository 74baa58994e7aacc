package org.fovea.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.common.Text;
import org.fovea.inference.Device;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fovea devices}: where inference can run, and why. */
@Command(name = "devices", description = "Show where inference can run, with a self-test and why.")
final class DevicesCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(DevicesCommand.class);

  @Mixin private Shared shared;

  private final Terminal terminal;

  DevicesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Services services = Services.ofProcess(shared.library)) {
      List<Device> devices = services.devices();
      for (Device d : devices) {
        terminal
            .out()
            .println(
                WORDS.get(
                    d.usable() ? "devices.usable" : "devices.unusable",
                    d.id(),
                    d.description(),
                    d.reason()));
      }
      return devices.stream().anyMatch(Device::usable) ? Status.DONE : Status.INFERENCE_FAILED;
    }
  }
}
