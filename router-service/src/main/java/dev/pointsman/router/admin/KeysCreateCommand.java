package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keys create`: makes a key. Its secret is the only thing on standard output.
@Command(
    name = "create",
    description = "Makes a key and prints its secret, this once.",
    mixinStandardHelpOptions = true)
final class KeysCreateCommand implements Callable<Integer> {

  @Mixin private KeysOptions options = new KeysOptions();

  @Parameters(paramLabel = "NAME", description = "What the key is called from now on.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "application (default), feedback, viewer, admin; may be repeated.")
  private List<String> roles = List.of();

  @Option(names = "--route", description = "A route it may use; default: all. May be repeated.")
  private List<String> routes = List.of();

  @Option(names = "--model", description = "A model it may be answered by; default: all.")
  private List<String> models = List.of();

  @Option(
      names = "--project",
      description =
          "The project that pays beside its budget; given several times, those of which each"
              + " request has to name one.")
  private List<String> projects = List.of();

  @Option(names = "--budget", paramLabel = "PATH", description = "Who pays: org/team-a/alice.")
  private @Nullable String budget;

  @Option(names = "--user", description = "Whose it is.")
  private @Nullable String user;

  @Option(names = "--team", description = "Whose it is.")
  private @Nullable String team;

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "After 90d, 12h, 30m; or a day or time such as 2027-01-31.")
  private @Nullable String expires;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ObjectNode settings = Json.object().put("name", name);
    list(settings, "roles", roles);
    list(settings, "routes", routes);
    list(settings, "models", models);
    text(settings, "project", projects.size() == 1 ? projects.getFirst() : null);
    list(settings, "projects", projects.size() > 1 ? projects : List.of());
    text(settings, "budget", budget);
    text(settings, "user", user);
    text(settings, "team", team);
    text(settings, "expires", expires == null ? null : when(expires));
    try (KeyOffice office = options.openOrBegin()) {
      KeysOutput.secret(spec, office.create(settings), "made");
    }
    return 0;
  }

  /// An age from now as a time; anything else as it is.
  static String when(String given) {
    return Age.isOne(given) ? Instant.now().plus(Age.of("--expires", given)).toString() : given;
  }

  private static void list(ObjectNode settings, String key, List<String> given) {
    if (!given.isEmpty()) {
      given.forEach(settings.putArray(key)::add);
    }
  }

  private static void text(ObjectNode settings, String key, @Nullable String given) {
    if (given != null) {
      settings.put(key, given);
    }
  }
}
