package dev.pointsman.router.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keys rotate`: gives a key another secret, the only thing on standard output.
@Command(
    name = "rotate",
    description = "Gives a key another secret and prints it, this once.",
    mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {

  @Mixin private KeysOptions options = new KeysOptions();

  @Parameters(paramLabel = "NAME", description = "The key.")
  private String name = "";

  @Option(
      names = "--overlap",
      paramLabel = "AGE",
      defaultValue = "0m",
      description = "How long the old secret holds on: 30m, 6h, 2d. Default: not at all.")
  private String overlap = "0m";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KeyOffice office = options.open()) {
      KeysOutput.secret(spec, office.rotate(name, Age.of("--overlap", overlap)), "rotated");
    }
    return 0;
  }
}
