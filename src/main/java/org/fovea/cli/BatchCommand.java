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

/**
 * {@code fovea batch}: many studies, one after the other, to be taken up again where it stopped.
 */
@Command(
    name = "batch",
    description = {
      "Analyse many studies, one after the other.",
      "With --resume, studies that an earlier run into the same folder completed with the same"
          + " weights are left out, and a slide that was begun is gone on with."
    })
final class BatchCommand implements Callable<Integer> {
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

  @Option(names = "--resume", description = "Leave out what was completed before.")
  private boolean resume;

  @Mixin private Shared shared;

  private final Terminal terminal;

  BatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    try (Services services = Services.ofProcess(shared.library)) {
      return new Analysis(terminal, shared.progress)
          .run(
              services.analyzeStudies(shared.library != null),
              new AnalyzeStudies.Request(paths, output, bundles, device, false, resume, true));
    }
  }
}
