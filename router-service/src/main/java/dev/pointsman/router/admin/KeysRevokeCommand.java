package dev.pointsman.router.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keys revoke`: lets a key end now and for good.
@Command(
    name = "revoke",
    description = "Lets a key end now, on all routers within two seconds.",
    mixinStandardHelpOptions = true)
final class KeysRevokeCommand implements Callable<Integer> {

  @Mixin private KeysOptions options = new KeysOptions();

  @Parameters(paramLabel = "NAME", description = "The key.")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KeyOffice office = options.open()) {
      office.revoke(name);
      KeysOutput.said(spec, "key `" + name + "` is revoked");
    }
    return 0;
  }
}
