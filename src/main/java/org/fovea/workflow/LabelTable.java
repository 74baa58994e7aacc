package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Study;

/**
 * Known classes of cases: a table with one row a case, commas or semicolons between the cells (RFC
 * 4180). Its first row names the columns: {@code study} (Study Instance UID), {@code accession} or
 * {@code patient} (Patient ID) says which case, {@code class} or {@code diagnosis} what it is.
 */
final class LabelTable {
  private static final Text WORDS = Text.of(LabelTable.class);
  private static final long LARGEST_BYTES = 64L << 20;
  private static final List<String> KEYS = List.of("study", "accession", "patient");
  private static final List<String> CLASSES = List.of("class", "diagnosis");

  private final Map<String, String> byKey;
  private final String column;

  private LabelTable(String column, Map<String, String> byKey) {
    this.column = column;
    this.byKey = byKey;
  }

  /**
   * Reads a table.
   *
   * @throws FoveaException NOT_ACCESSIBLE, LIMIT_EXCEEDED or DAMAGED, with the file and what is
   *     wrong with it
   */
  static LabelTable read(Path file) throws FoveaException {
    String text;
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new FoveaException(
            ErrorCode.LIMIT_EXCEEDED, file.toString(), WORDS.get("labels.large"));
      }
      text = Files.readString(file).replaceFirst("^\uFEFF", "");
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.NOT_ACCESSIBLE, file.toString(), WORDS.get("labels.unreadable"), e);
    }
    List<String> lines = text.lines().filter(l -> !l.isBlank()).toList();
    String head = lines.isEmpty() ? "" : lines.getFirst();
    char separator = head.indexOf(';') >= 0 && head.indexOf(',') < 0 ? ';' : ',';
    List<String> names =
        cells(head, separator).stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
    Optional<String> key = KEYS.stream().filter(names::contains).findFirst();
    Optional<String> known = CLASSES.stream().filter(names::contains).findFirst();
    if (key.isEmpty() || known.isEmpty()) {
      throw new FoveaException(ErrorCode.DAMAGED, file.toString(), WORDS.get("labels.columns"));
    }
    int keyAt = names.indexOf(key.get());
    int classAt = names.indexOf(known.get());
    Map<String, String> byKey = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = cells(line, separator);
      if (row.size() <= Math.max(keyAt, classAt)) {
        throw new FoveaException(
            ErrorCode.DAMAGED, file.toString(), WORDS.get("labels.row", line.strip()));
      }
      String name = normal(row.get(classAt));
      String before = byKey.put(row.get(keyAt), name);
      if (before != null && !before.equals(name)) {
        throw new FoveaException(
            ErrorCode.DAMAGED, file.toString(), WORDS.get("labels.twice", row.get(keyAt)));
      }
    }
    return new LabelTable(key.get(), byKey);
  }

  /** Names of classes in small letters with hyphens, as bundles write them. */
  private static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  /** The class of a study; empty where the table does not have it. */
  Optional<String> of(Study study) {
    String key =
        switch (column) {
          case "study" -> study.studyInstanceUid();
          case "accession" -> study.accessionNumber();
          default -> study.patient().id();
        };
    return Optional.ofNullable(byKey.get(key == null ? "" : key.strip()));
  }
}
