package org.fovea.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fovea.batch.Batches;
import org.fovea.batch.reading.ExportReadings;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.agreement.Agreement;
import org.fovea.finding.agreement.Kappa;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fovea agreement}: how far two readers and the AI agree. */
@Command(
    name = "agreement",
    description = {
      "Write how far two readers and the AI agree, as CSV, and each reading as a DICOM report.",
      "Only cases of which both readings are in."
    })
final class AgreementCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(AgreementCommand.class);

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path output;

  @Mixin private Shared shared;

  private final Terminal terminal;

  AgreementCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    ProgressLine line = terminal.progress(shared.progress);
    Path folder = output.toAbsolutePath().normalize();
    try (Services services = Services.ofProcess(shared.library)) {
      ExportReadings.Exported done = Batches.of(services).exportReadings().run(folder, line);
      line.clear();
      for (Agreement.Pairing pairing : Agreement.Pairing.values()) {
        say("agreement." + pairing, done.agreement().cohen(pairing));
      }
      say("agreement.FLEISS", done.agreement().fleiss());
      done.problems().forEach(terminal::problem);
      terminal.out().println(WORDS.get("analyze.output", folder));
      return done.problems().isEmpty() ? Status.DONE : Status.UNREADABLE;
    } finally {
      line.clear();
    }
  }

  private void say(String key, Kappa k) {
    terminal
        .out()
        .println(WORDS.get(key, k.cases(), number(k.value()), number(k.low()), number(k.high())));
  }

  private static String number(double v) {
    return Double.isNaN(v) ? "-" : String.format(Locale.ROOT, "%.2f", v);
  }
}
