package org.fovea.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every source file is written as google-java-format writes it. {@code packaging/format} puts a
 * tree in order.
 */
class FormattingTest {

  @Test
  void everySourceFileIsFormatted() throws Exception {
    Path base = Path.of(System.getProperty("fovea.basedir", "."));
    Formatter formatter = new Formatter();
    List<String> unformatted = new ArrayList<>();
    for (Path file : sources(base.resolve("src"))) {
      String text = Files.readString(file);
      String ordered =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
      if (!formatter.formatSource(ordered).equals(text)) {
        unformatted.add(base.relativize(file).toString());
      }
    }
    assertThat(unformatted).as("files that packaging/format would change").isEmpty();
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
