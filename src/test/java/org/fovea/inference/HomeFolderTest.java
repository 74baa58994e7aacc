package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libtorch is used in place: nothing is unpacked into the home folder. */
class HomeFolderTest {

  /** What the child process does. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      for (Device device : new Devices().list()) {
        System.out.println(device.id() + " " + device.usable() + " " + device.reason());
      }
    }
  }

  @Test
  void nothingIsWrittenIntoTheHomeFolder(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectory(folder.resolve("a home"));
    Path out = folder.resolve("out.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Duser.home=" + home);
    command.add("-Dfovea.native=" + System.getProperty("fovea.native"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(k -> k.contains("DJL") || k.contains("CACHE"));
    builder.environment().remove("PYTORCH_LIBRARY_PATH");
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out)).contains("cpu true");
    assertThat(process.exitValue()).isZero();
    try (Stream<Path> left = Files.walk(home)) {
      assertThat(left.filter(p -> !p.equals(home))).isEmpty();
    }
  }

  @Test
  void aComputerWithoutLibtorchSaysSo(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-Dai.djl.offline=true",
                "-Dfovea.native=" + folder.resolve("absent"),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(out)).contains("cpu false");
  }
}
