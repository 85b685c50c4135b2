package dev.pointsman.router.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keys list`: all keys, without their secrets.
@Command(
    name = "list",
    description = "Lists all keys, without their secrets.",
    mixinStandardHelpOptions = true)
final class KeysListCommand implements Callable<Integer> {

  @Mixin private KeysOptions options = new KeysOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KeyOffice office = options.open()) {
      KeysOutput.list(spec, office.list());
    }
    return 0;
  }
}
