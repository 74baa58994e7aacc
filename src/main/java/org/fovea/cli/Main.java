package org.fovea.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The command line. */
public final class Main {
  private static final Text WORDS = Text.of(Main.class);

  /** How long an interrupted command may take to leave only whole files behind, seconds. */
  private static final int GRACE_SECONDS = 30;

  private Main() {}

  /** Runs a command of this process and returns its exit status. */
  public static int run(String... arguments) {
    Terminal terminal = Terminal.system();
    CountDownLatch finished = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              terminal.cancelled().set(true);
              try {
                finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return run(terminal, arguments);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
      finished.countDown();
    }
  }

  /** Runs a command that speaks to a terminal. */
  static int run(Terminal terminal, String... arguments) {
    try {
      return commandLine(terminal).execute(arguments);
    } catch (Error e) {
      return failure(terminal, e);
    }
  }

  /** All commands and their options. */
  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = new CommandLine(new FoveaCommand(terminal));
    line.addSubcommand(new AnalyzeCommand(terminal));
    line.addSubcommand(new ImportCommand(terminal));
    line.addSubcommand(new BatchCommand(terminal));
    line.addSubcommand(new AgreementCommand(terminal));
    line.addSubcommand(new BundlesCommand(terminal));
    line.addSubcommand(new DevicesCommand(terminal));
    line.addSubcommand(new EvaluateCommand(terminal));
    line.addSubcommand(new ExportCommand(terminal));
    line.addSubcommand(new DeidentifyCommand(terminal));
    // settings reach the commands that are there by then
    line.setOut(new java.io.PrintWriter(terminal.out(), true))
        .setErr(new java.io.PrintWriter(terminal.err(), true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(LocalDate.class, Main::date)
        .setUsageHelpAutoWidth(false)
        .setExecutionStrategy(
            parsed -> {
              boolean verbose =
                  parsed.commandSpec().userObject() instanceof FoveaCommand root && root.verbose();
              Logs.start(Logs.file(), verbose);
              return new CommandLine.RunLast().execute(parsed);
            })
        .setExecutionExceptionHandler((e, command, parsed) -> failure(terminal, e));
    return line;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandLine.TypeConversionException(WORDS.get("usage.date", text));
    }
  }

  /** Says what happened in one sentence; the details go to the log. */
  private static int failure(Terminal terminal, Throwable e) {
    switch (e) {
      case CancellationException c -> {
        terminal.err().println(WORDS.get("stopped"));
        return Status.STOPPED;
      }
      case FoveaException f -> {
        LoggerFactory.getLogger(Main.class).warn("{}", f.problem().line(), f);
        terminal.problem(f.problem());
        return status(f.code());
      }
      default -> {
        LoggerFactory.getLogger(Main.class).error("unexpected", e);
        terminal
            .err()
            .println(
                WORDS.get(
                    e instanceof OutOfMemoryError ? "memory" : "unexpected",
                    ErrorCode.UNEXPECTED.code(),
                    Logs.file()));
        return Status.FAILED;
      }
    }
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case NOT_ACCESSIBLE, NOT_DICOM, DAMAGED, LIMIT_EXCEEDED, UNSUPPORTED, OUTSIDE_FOLDER ->
          Status.UNREADABLE;
      case BUNDLE_NOT_APPLICABLE -> Status.NOT_APPLICABLE;
      case BUNDLE_INVALID, INFERENCE_FAILED -> Status.INFERENCE_FAILED;
      case LIBRARY, WRITE_FAILED, UNEXPECTED -> Status.FAILED;
    };
  }
}
