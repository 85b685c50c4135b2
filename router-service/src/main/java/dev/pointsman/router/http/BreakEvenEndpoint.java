package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.spend.BreakEven;
import dev.pointsman.router.spend.BreakEvenJson;
import dev.pointsman.router.spend.SpendWindow;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/// `GET /v1/spend/break-even`: whether machines of one's own pay, to viewers.
final class BreakEvenEndpoint {

  private final Services services;
  private final SpendEndpoint spend;

  BreakEvenEndpoint(Services services, SpendEndpoint spend) {
    this.services = services;
    this.spend = spend;
  }

  void handle(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.VIEWER);
    SpendWindow window = SpendEndpoint.window(http, SpendWindow.MONTH, SpendWindow.labels());
    long now = services.clock().millis();
    Period period = window.until(now);
    Replies.json(
        http,
        200,
        spend
            .spent(period, caller)
            .map(
                spent -> {
                  double days = Spent.days(spent, period);
                  return BreakEvenJson.of(
                      BreakEven.of(spent, models(), days, now), window.label(), days);
                }));
  }

  private List<Model> models() {
    List<Model> models = new ArrayList<>();
    for (ServedArm entry : services.catalogue().models()) {
      models.add(entry.model());
    }
    return models;
  }
}
