package dev.pointsman.router.admin;

import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.config.ConfigProblem;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags that say whose budgets are meant: those of a running router.
final class BudgetsOptions {

  private static final String API = "/admin/v1/budgets";

  private static final URI HERE = URI.create("http://localhost:8080");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A running router. Default: the one of the variable "
              + RouterUrl.VARIABLE
              + ", else http://localhost:8080. A key is taken from the variable "
              + AdminKey.VARIABLE
              + ".")
  private @Nullable URI url;

  @Mixin private AdminKey key = new AdminKey();

  AdminApi open() {
    URI meant = url == null ? RouterUrl.known().orElse(HERE) : url;
    return new AdminApi(meant, key.secret());
  }

  static String all() {
    return API;
  }

  /// Where a budget is asked for. Throws {@link ConfigProblem} for what is no path.
  static String of(String path) {
    try {
      return API + "/" + new BudgetPath(path).text();
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem("`" + path + "` is no path: " + e.getMessage());
    }
  }
}
