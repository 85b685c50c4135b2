package dev.pointsman.router.admin;

import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.config.ConfigProblem;

/// Where budgets are in the admin API.
final class BudgetsApi {

  static final String ALL = "/admin/v1/budgets";

  private BudgetsApi() {}

  /// One of them. Throws {@link ConfigProblem} for what is no path.
  static String of(String path) {
    try {
      return ALL + "/" + new BudgetPath(path).text();
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem("`" + path + "` is no path: " + e.getMessage());
    }
  }
}
