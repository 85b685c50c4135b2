package dev.pointsman.router;

import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.RouterConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `serve`: the router of a configuration file, until a signal ends it.
@Command(
    name = "serve",
    description = "The gateway, in front of the models of a configuration file.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  /// Parts of the service that a process can run.
  enum Role {
    all,
    router,
    collector;

    private Duty duty() {
      return switch (this) {
        case all -> Duty.ALL;
        case router -> Duty.ROUTER;
        case collector -> Duty.COLLECTOR;
      };
    }
  }

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "pointsman.yaml")
  private Path config = Path.of("pointsman.yaml");

  @Option(
      names = "--role",
      defaultValue = "all",
      description =
          "One of: ${COMPLETION-CANDIDATES}. router serves and leaves grading to others; collector"
              + " grades, and serves health and metrics alone.")
  private Role role = Role.all;

  @Option(names = "--check", description = "Validate the file and exit.")
  private boolean check;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    ConfigSource source = ConfigSource.file(config);
    RouterConfig parsed = source.alone();
    if (check) {
      spec.commandLine()
          .getOut()
          .println(
              config
                  + " is good: "
                  + parsed.models().size()
                  + " models, "
                  + parsed.routes().size()
                  + " routes");
      return 0;
    }
    LogLevel.set(parsed.logging().level());
    RouterService service = RouterService.start(source, role.duty());
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "pointsman-stop"));
    service
        .newKey()
        .ifPresent(
            key ->
                spec.commandLine()
                    .getErr()
                    .println("pointsman: the API key, shown this once: " + key));
    new CountDownLatch(1).await();
    return 0;
  }
}
