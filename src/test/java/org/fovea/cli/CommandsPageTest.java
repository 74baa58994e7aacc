package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/commands.md lists the commands and options that there are, no more and no fewer. */
class CommandsPageTest {
  private static final String COMMON = "Options of every command";
  private static final Pattern OPTION = Pattern.compile("`(--?[a-z][a-z-]*)[^`]*`");

  @Test
  void pageListsEveryCommandAndOption() throws Exception {
    Map<String, Set<String>> page = page();
    Set<String> common = page.remove(COMMON);
    CommandLine line = Main.commandLine(Terminal.system());
    Map<String, Set<String>> program = new TreeMap<>();
    program.put("fovea", options(line, common));
    line.getSubcommands()
        .forEach((name, command) -> program.put("fovea " + name, options(command, common)));
    assertThat(page).isEqualTo(program);
    line.getSubcommands()
        .values()
        .forEach(c -> assertThat(all(c)).as(c.getCommandName()).containsAll(common));
  }

  /** Each command has its exit statuses and an example. */
  @Test
  void everyCommandHasAStatusAndAnExample() throws Exception {
    String text = Files.readString(Commands.checkout().resolve("docs").resolve("commands.md"));
    for (String section : text.split("\n## ")) {
      if (section.startsWith("fovea")) {
        String name = section.lines().findFirst().orElseThrow();
        assertThat(section).contains("\nStatus 0").contains("Example: `" + name);
      }
    }
  }

  private static Set<String> options(CommandLine command, Set<String> common) {
    Set<String> own = all(command);
    own.removeAll(common);
    return own;
  }

  private static Set<String> all(CommandLine command) {
    Set<String> names = new TreeSet<>();
    command.getCommandSpec().options().stream()
        .filter(o -> !o.hidden())
        .forEach(o -> names.addAll(List.of(o.names())));
    return names;
  }

  /** Options in the first column of the tables, by section. */
  private static Map<String, Set<String>> page() throws Exception {
    Map<String, Set<String>> sections = new TreeMap<>();
    String section = null;
    List<String> lines =
        new ArrayList<>(
            Files.readAllLines(Commands.checkout().resolve("docs").resolve("commands.md")));
    for (String line : lines) {
      if (line.startsWith("## ")) {
        String title = line.substring(3).strip();
        section = title.startsWith("fovea") || title.equals(COMMON) ? title : null;
        if (section != null) {
          sections.put(section, new TreeSet<>());
        }
      } else if (section != null && line.startsWith("| `")) {
        Matcher option = OPTION.matcher(line.split("\\|")[1]);
        while (option.find()) {
          sections.get(section).add(option.group(1));
        }
      }
    }
    return sections;
  }
}
