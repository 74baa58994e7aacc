package org.fovea.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.fovea.common.WholeFile;
import org.fovea.finding.agreement.Agreement;
import org.fovea.finding.agreement.ConfusionTable;
import org.fovea.finding.agreement.Kappa;
import org.fovea.finding.agreement.ReadCase;

/**
 * The readings of cases that were read twice, and the agreement in them, as CSV. Cases of which one
 * reading is still missing are left out, since a table unblinds as well as a window does.
 */
public final class AgreementTables {

  /**
   * Writes {@code readings.csv}, {@code agreement.csv} and {@code confusion.csv}.
   *
   * @return the files
   * @throws IOException if one cannot be written; those before it are whole
   */
  public List<Path> write(Agreement agreement, Path folder) throws IOException {
    return List.of(
        file(folder.resolve("readings.csv"), readings(agreement)),
        file(folder.resolve("agreement.csv"), kappas(agreement)),
        file(folder.resolve("confusion.csv"), confusion(agreement)));
  }

  private static Path file(Path path, Csv table) throws IOException {
    WholeFile.write(path, out -> out.write(table.toString().getBytes(StandardCharsets.UTF_8)));
    return path;
  }

  private static Csv readings(Agreement agreement) {
    Csv csv =
        new Csv()
            .row(
                "studyInstanceUID",
                "patientID",
                "description",
                "firstReader",
                "firstDiagnosis",
                "firstSeconds",
                "secondReader",
                "secondDiagnosis",
                "secondSeconds",
                "aiDiagnosis",
                "readersAgree",
                "turnaroundHours");
    for (ReadCase c : agreement.cases()) {
      csv.row(
          c.studyInstanceUid(),
          c.patientId(),
          c.description(),
          c.first().reader().name(),
          c.first().diagnosis().name(),
          c.first().took().toMillis() / 1000.0,
          c.second().reader().name(),
          c.second().diagnosis().name(),
          c.second().took().toMillis() / 1000.0,
          c.ai() == null ? null : c.ai().name(),
          !c.disagrees(),
          hours(c.turnaround()));
    }
    return csv;
  }

  private static Double hours(Duration d) {
    return d == null ? null : d.toMillis() / 3_600_000.0;
  }

  private static Csv kappas(Agreement agreement) {
    Csv csv =
        new Csv()
            .row("measure", "between", "cases", "observedAgreement", "kappa", "low95", "high95");
    for (Agreement.Pairing pairing : Agreement.Pairing.values()) {
      row(csv, "Cohen", name(pairing), agreement.cohen(pairing));
    }
    row(csv, "Fleiss", "first, second, ai", agreement.fleiss());
    return csv;
  }

  private static void row(Csv csv, String measure, String between, Kappa k) {
    csv.row(measure, between, k.cases(), k.observed(), k.value(), k.low(), k.high());
  }

  private static Csv confusion(Agreement agreement) {
    Csv csv = new Csv().row("between", "row", "column", "cases");
    for (Agreement.Pairing pairing : Agreement.Pairing.values()) {
      ConfusionTable table = agreement.table(pairing);
      for (int i = 0; i < table.labels().size(); i++) {
        for (int j = 0; j < table.labels().size(); j++) {
          csv.row(name(pairing), table.labels().get(i), table.labels().get(j), table.count(i, j));
        }
      }
    }
    return csv;
  }

  private static String name(Agreement.Pairing pairing) {
    return pairing.name().toLowerCase(Locale.ROOT).replace("_", ", ");
  }
}
