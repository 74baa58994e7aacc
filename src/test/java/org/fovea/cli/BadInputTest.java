package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.cli.Commands.Ran;
import org.fovea.testing.DicomFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say and how they end when something is wrong with what they are given. */
class BadInputTest {
  private static final String BUNDLE = "brain-mri-glioma";

  @TempDir Path folder;
  private Commands commands;

  @BeforeEach
  void open() {
    commands = new Commands(folder.resolve("own"), Commands.checkout());
  }

  @AfterEach
  void close() {
    commands.close();
  }

  /** A command on these inputs, with the options it cannot do without. */
  private Ran on(String command, Path... inputs) throws IOException {
    Object[] words =
        switch (command) {
          case "import" -> new Object[] {command};
          case "evaluate" ->
              new Object[] {
                command, "--bundle", BUNDLE, "--truth", folder.resolve("truth").toString()
              };
          default -> new Object[] {command, "--output", folder.resolve("out-" + command)};
        };
    return commands.run(Stream.concat(Arrays.stream(words), Arrays.stream(inputs)).toArray());
  }

  /** An MR study of a knee, of five slices. */
  private Path knee(Path in) throws IOException {
    new DicomFixtures.MrSeries()
        .change((k, a) -> a.setString(Tag.BodyPartExamined, VR.CS, "KNEE"))
        .write(in);
    return in;
  }

  private static void noTrace(Ran ran) {
    assertThat(ran.err() + ran.out())
        .doesNotContain("\tat ", "Exception", "java.", "org.fovea", "F900", "null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "batch", "import", "export", "deidentify", "evaluate"})
  void emptyFolderAndMissingPathAreNamed(String command) throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path missing = folder.resolve("missing");
    for (Path input : List.of(empty, missing)) {
      Ran ran = on(command, input);
      assertThat(ran.status()).as("%s", input).isEqualTo(3);
      assertThat(ran.err().lines().filter(l -> l.startsWith(input + ": "))).hasSize(1);
      noTrace(ran);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "batch", "import", "export", "deidentify", "evaluate"})
  void badFilesAreNamedOnceAndTheRestIsDone(String command) throws IOException {
    Path in = folder.resolve("in");
    Path good = knee(in).resolve("IM0001");
    Path text = Files.writeString(in.resolve("text.dcm"), "This is not an image.\n".repeat(20));
    Path empty = Files.createFile(in.resolve("empty.dcm"));
    byte[] bytes = Files.readAllBytes(good);
    Path cut = in.resolve("cut.dcm");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 40));
    Ran ran = on(command, in);
    assertThat(ran.status()).isEqualTo(3);
    for (Path bad : List.of(text, empty, cut)) {
      assertThat(ran.err().lines().filter(l -> l.startsWith(bad + ": "))).as("%s", bad).hasSize(1);
    }
    noTrace(ran);
    switch (command) {
      case "import" -> assertThat(ran.out()).contains("5 new objects");
      case "export", "deidentify" -> assertThat(files(folder.resolve("out-" + command))).hasSize(5);
      case "analyze", "batch" -> assertThat(findings(command).get("analyses").size()).isPositive();
      default -> {}
    }
  }

  @Test
  void compressedFileThatEndsEarlyIsNamed() throws IOException {
    List<Path> samples = files(Commands.checkout().resolve("sample-dicom").resolve("2025-03-10"));
    Path in = Files.createDirectories(folder.resolve("in"));
    byte[] bytes = Files.readAllBytes(samples.getFirst());
    Path cut = in.resolve("cut");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 400));
    Files.copy(samples.getFirst(), in.resolve("whole")); // the same object, whole
    for (String command : List.of("export", "deidentify")) {
      Ran ran = on(command, in);
      assertThat(ran.status()).isEqualTo(3);
      assertThat(ran.err().lines()).singleElement().asString().startsWith(cut + ": ");
      assertThat(files(folder.resolve("out-" + command))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "batch", "export", "deidentify"})
  void outputThatCannotBeWrittenIsNamed(String command) throws IOException {
    Path in = knee(folder.resolve("in"));
    Path file = Files.writeString(folder.resolve("file"), "kept");
    Ran ran = commands.run(command, "--output", file.resolve("below"), in);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err().lines()).singleElement().asString().startsWith(file.toString());
    assertThat(file).hasContent("kept");
    noTrace(ran);
  }

  @Test
  void studyThatNoBundleIsMadeForIsRefusedWithAReason() throws IOException {
    Path in = knee(folder.resolve("in"));
    for (String command : List.of("analyze", "batch")) {
      Ran ran = on(command, in);
      assertThat(ran.status()).isEqualTo(4);
      assertThat(ran.out()).contains("refused: ");
      assertThat(ran.err()).contains("No bundle applies to any input");
      for (JsonNode analysis : findings(command).get("analyses")) {
        assertThat(analysis.get("status").asText()).isEqualTo("refused");
        assertThat(analysis.get("reason").asText()).isNotBlank();
      }
      noTrace(ran);
    }
  }

  @Test
  void wrongUsageIsTwoAndWritesNothing() throws IOException {
    Path in = knee(folder.resolve("in"));
    Path out = folder.resolve("out");
    List<Object[]> wrong =
        List.of(
            new Object[] {"analyze"},
            new Object[] {"analyze", in},
            new Object[] {"analyze", "--output", out},
            new Object[] {"analyze", "--output", out, "--no-such-option", in},
            new Object[] {"batch", in},
            new Object[] {"export", "--output", out, "--format", "gif", in},
            new Object[] {"export", in},
            new Object[] {"deidentify", in},
            new Object[] {"evaluate", "--bundle", BUNDLE, in},
            new Object[] {"import"},
            new Object[] {"import", "--um-per-pixel", "0", in},
            new Object[] {"import", "--study-date", "yesterday", in},
            new Object[] {"bundles", "--no-such-option"},
            new Object[] {"devices", "too", "much"});
    for (Object[] words : wrong) {
      Ran ran = commands.run(words);
      assertThat(ran.status()).as(Arrays.toString(words)).isEqualTo(2);
      assertThat(ran.err()).contains("Usage: fovea " + words[0]);
      noTrace(ran);
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void bundleOrDeviceThatIsNotThereIsFive() throws IOException {
    Path in = Commands.checkout().resolve("sample-dicom").resolve("2025-03-10");
    Path out = folder.resolve("out");
    Ran bundle = commands.run("analyze", "--bundle", "nowhere", "--output", out, in);
    assertThat(bundle.status()).isEqualTo(5);
    assertThat(bundle.err()).contains("nowhere", BUNDLE);
    Ran device =
        commands.run("analyze", "--bundle", BUNDLE, "--device", "gpu", "--output", out, in);
    assertThat(device.status()).isEqualTo(5);
    assertThat(device.out()).contains("There is no device called \"gpu\"");
    Ran card =
        commands.run("analyze", "--bundle", BUNDLE, "--device", "cuda:77", "--output", out, in);
    assertThat(card.status()).isZero();
    assertThat(card.out()).contains("on cpu, since cuda:77 cannot be used");
    noTrace(bundle);
    noTrace(device);
  }

  @Test
  void bundleThatIsNotWholeIsNamed() throws IOException {
    Path home = folder.resolve("home");
    Path broken = home.resolve("models").resolve("broken").resolve("configs");
    Files.createDirectories(broken);
    Files.writeString(broken.resolve("fovea.json"), "{ \"id\": \"broken\", ");
    Files.writeString(broken.resolve("metadata.json"), "{}");
    System.setProperty("fovea.home", home.toString());
    Ran shown = commands.run("bundles");
    assertThat(shown.status()).isZero();
    Ran verified = commands.run("bundles", "--verify");
    assertThat(verified.status()).isEqualTo(5);
    assertThat(verified.out() + verified.err()).contains("broken");
    noTrace(verified);
    Ran trusted = commands.run("bundles", "--trust", "nowhere");
    assertThat(trusted.status()).isEqualTo(5);
    noTrace(trusted);
  }

  @Test
  void libraryThatCannotBeOpenedIsNamed() throws IOException {
    Path in = knee(folder.resolve("in"));
    Path file = Files.writeString(folder.resolve("notes.txt"), "These are notes, no library.");
    Ran ran = commands.run("import", in, "--library", file);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err().lines()).singleElement().asString().startsWith(file.toString());
    assertThat(file).hasContent("These are notes, no library.");
    noTrace(ran);
  }

  @Test
  void withoutDisplayAndInputThereIsASentence() throws IOException {
    Ran help = commands.plain("--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Exit status");
    Ran version = commands.plain("--version");
    assertThat(version.status()).isZero();
    assertThat(version.out()).contains("research use only");
  }

  private JsonNode findings(String command) throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(folder.resolve("out-" + command).resolve("findings.json").toFile());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
