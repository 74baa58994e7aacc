package org.fovea.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.BundleCatalog;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fovea bundles}: what models there are and whether their checksums hold. */
@Command(
    name = "bundles",
    description = "Show the models: what each applies to, and whether its checksums hold.")
final class BundlesCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(BundlesCommand.class);

  @Option(
      names = "--verify",
      description = "Exit with status 5 if a checksum does not hold or a bundle is not whole.")
  private boolean verify;

  @Option(
      names = "--trust",
      paramLabel = "ID",
      description =
          "Agree to run a bundle that does not come with Fovea. A model is code: agree only to"
              + " what you know.")
  private String trusted;

  @Mixin private Shared shared;

  private final Terminal terminal;

  BundlesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    try (Services services = Services.ofProcess(shared.library)) {
      BundleCatalog catalog = services.catalog();
      if (trusted != null) {
        return trust(services, catalog);
      }
      boolean whole = catalog.problems().isEmpty();
      for (Bundle bundle : catalog.bundles()) {
        Manifest m = bundle.manifest();
        whole &= !(bundle.trust() instanceof Bundle.Trust.Broken);
        terminal.out().println(m.id() + " " + m.version() + "  " + m.name());
        terminal
            .out()
            .println(
                "  "
                    + WORDS.get(
                        "bundles.appliesTo",
                        String.join(", ", m.appliesTo().modality()),
                        String.join(", ", m.appliesTo().bodyPart()),
                        m.appliesTo().roles().isEmpty()
                            ? WORDS.get("bundles.slides")
                            : String.join(
                                ", ",
                                m.appliesTo().roles().stream()
                                    .map(r -> r.name() + (r.required() ? "" : " *"))
                                    .toList())));
        terminal.out().println("  " + m.intendedUse());
        terminal.out().println("  " + m.validation());
        terminal.out().println("  " + trust(bundle));
      }
      if (catalog.bundles().isEmpty()) {
        terminal.out().println(WORDS.get("bundles.none"));
      }
      catalog.problems().forEach(terminal::problem);
      return verify && !whole ? Status.INFERENCE_FAILED : Status.DONE;
    }
  }

  private int trust(Services services, BundleCatalog catalog) throws FoveaException {
    Optional<Bundle> bundle = catalog.find(trusted);
    if (bundle.isEmpty()) {
      throw new FoveaException(
          ErrorCode.BUNDLE_INVALID, trusted, WORDS.get("bundles.unknown", trusted));
    }
    services.agreements().agree(bundle.get());
    terminal.out().println(WORDS.get("bundles.agreedNow", trusted));
    return Status.DONE;
  }

  private static String trust(Bundle bundle) {
    return switch (bundle.trust()) {
      case Bundle.Trust.Own() -> WORDS.get("bundles.own");
      case Bundle.Trust.Foreign(boolean agreed) ->
          WORDS.get(agreed ? "bundles.agreed" : "bundles.foreign");
      case Bundle.Trust.Broken(String reason, boolean agreed) ->
          WORDS.get("bundles.broken", reason);
    };
  }
}
