package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.hold.Holds;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;

/// `/admin/v1/budgets`: which budgets there are, what is spent of them, and changes at run time.
final class BudgetsEndpoint {

  static final String PATH = "/admin/v1/budgets";

  private final Services services;

  BudgetsEndpoint(Services services) {
    this.services = services;
  }

  /// `GET`, of all.
  void list(RoutingContext http) {
    services.keyring().admit(http.request(), Role.VIEWER);
    Replies.json(http, 200, known(services.holds().report()));
  }

  /// `GET`, of one. A 404 where no entry and no `*` names it.
  void get(RoutingContext http) {
    services.keyring().admit(http.request(), Role.VIEWER);
    Replies.json(http, 200, one(path(http)));
  }

  /// `PUT`: the windows of one, as the configuration has them.
  void put(RoutingContext http) {
    services.keyring().admit(http.request(), Role.ADMIN);
    BudgetPath path = path(http);
    String json = new String(Requests.body(http), StandardCharsets.UTF_8);
    Replies.json(http, 200, known(changed(path, json)).compose(done -> one(path)));
  }

  /// `DELETE`: the configuration's own, if there is one, holds again.
  void delete(RoutingContext http) {
    services.keyring().admit(http.request(), Role.ADMIN);
    BudgetPath path = path(http);
    Holds holds = services.holds();
    Replies.json(
        http,
        200,
        known(holds.remove(path))
            .map(
                wasThere -> {
                  if (!wasThere) {
                    throw holds.tree().budgets().containsKey(path)
                        ? RequestFailure.of(
                            409,
                            "budget_of_config",
                            "budget `" + path + "` stands in the configuration; remove it there")
                        : unknown(path);
                  }
                  return Json.object().put("path", path.text()).put("removed", true);
                }));
  }

  private Future<Void> changed(BudgetPath path, String json) {
    try {
      return services.holds().put(path, json);
    } catch (ConfigProblem e) {
      String said = String.valueOf(e.getMessage());
      throw RequestFailure.badRequest(
          "", said.replaceFirst("^budget:\\d+: (budgets\\.[^:]*?: )?", ""));
    }
  }

  private Future<ObjectNode> one(BudgetPath path) {
    return known(services.holds().report(path))
        .map(
            budget -> {
              if (budget.path("windows").isEmpty()) {
                throw unknown(path);
              }
              return budget;
            });
  }

  private static RequestFailure unknown(BudgetPath path) {
    return RequestFailure.notFound(
        "budget_not_found", "", "no budget `" + path + "`; GET " + PATH + " lists those there are");
  }

  private static BudgetPath path(RoutingContext http) {
    try {
      return new BudgetPath(http.normalizedPath().substring(PATH.length() + 1));
    } catch (IllegalArgumentException e) {
      throw RequestFailure.badRequest("", String.valueOf(e.getMessage()));
    }
  }

  private static <T> Future<T> known(Future<T> answer) {
    return answer.recover(
        cause ->
            Future.failedFuture(
                cause instanceof RequestFailure ? cause : RequestFailure.budgetsAway()));
  }
}
