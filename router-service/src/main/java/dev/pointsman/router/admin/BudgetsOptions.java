package dev.pointsman.router.admin;

import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.config.ConfigProblem;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags that say whose budgets are meant: those of a running router.
final class BudgetsOptions {

  private static final String API = "/admin/v1/budgets";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description =
          "A running router. Default: ${DEFAULT-VALUE}. A key is taken from the environment"
              + " variable "
              + AdminKey.VARIABLE
              + ".")
  private URI url = URI.create("http://localhost:8080");

  @Mixin private AdminKey key = new AdminKey();

  AdminApi open() {
    return new AdminApi(url, key.secret());
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
