package org.fovea.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.common.FoveaException;
import org.fovea.workflow.AnalyzeStudies;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea analyze}: findings.json and DICOM objects for each study. */
@Command(name = "analyze", description = "Analyse studies; writes findings.json and DICOM objects.")
final class AnalyzeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, DICOMDIR or ZIP.")
  private List<Path> paths;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path output;

  @Option(names = "--bundle", paramLabel = "ID", description = "Run this bundle; may be repeated.")
  private List<String> bundles = List.of();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "auto, cpu, cuda:0 … (see fovea devices).")
  private String device;

  @Option(
      names = "--override-gate",
      description =
          "Research: run a bundle also on what it is not meant for; every result says so.")
  private boolean overrideGate;

  @Mixin private Shared shared;

  private final Terminal terminal;

  AnalyzeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    try (Services services = Services.ofProcess(shared.library)) {
      return new Analysis(terminal, shared.progress)
          .run(
              services.analyzeStudies(shared.library != null),
              new AnalyzeStudies.Request(paths, output, bundles, device, overrideGate));
    }
  }
}
