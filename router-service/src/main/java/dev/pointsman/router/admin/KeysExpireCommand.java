package dev.pointsman.router.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keys expire`: says when a key ends.
@Command(name = "expire", description = "Says when a key ends.", mixinStandardHelpOptions = true)
final class KeysExpireCommand implements Callable<Integer> {

  @Mixin private KeysOptions options = new KeysOptions();

  @Parameters(paramLabel = "NAME", description = "The key.")
  private String name = "";

  @Option(
      names = "--expires",
      required = true,
      paramLabel = "WHEN",
      description = "After 90d, 12h, 30m; or a day or time such as 2027-01-31.")
  private String expires = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KeyOffice office = options.open()) {
      String when = KeysCreateCommand.when(expires);
      office.expire(name, when);
      KeysOutput.said(spec, "key `" + name + "` holds until " + when);
    }
    return 0;
  }
}
