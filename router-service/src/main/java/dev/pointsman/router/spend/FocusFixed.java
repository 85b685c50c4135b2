package dev.pointsman.router.spend;

import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.Focus.Source;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A fixed cost as one row of FOCUS for all of its time. A machine is billed and its requests bear
/// the effective cost, so that nothing is there twice. Pure.
public final class FocusFixed {

  private FocusFixed() {}

  /// The cells in the order of {@link Focus#COLUMNS}.
  public static List<String> row(FixedCost cost, Function<String, Source> sources) {
    boolean isMachine = !cost.model().isEmpty();
    Map<String, String> cells =
        Focus.blank(
            isMachine ? sources.apply(cost.model()).provider() : cost.name(),
            cost.from().atStartOfDay(ZoneOffset.UTC).toInstant(),
            cost.to().atStartOfDay(ZoneOffset.UTC).toInstant());
    String usd = SpendJson.usd(cost.microUsd()).toPlainString();
    List.of("BilledCost", "ContractedCost", "ListCost").forEach(c -> cells.put(c, usd));
    cells.put("EffectiveCost", isMachine ? "0.000000" : usd);
    cells.put("ChargeCategory", "Purchase");
    cells.put("ChargeDescription", cost.name());
    cells.put("ChargeFrequency", "Recurring");
    cells.put("PricingQuantity", "1");
    cells.put("PricingUnit", "Units");
    List.of("ResourceId", "ResourceName").forEach(column -> cells.put(column, cost.model()));
    cells.put("ServiceName", cost.name());
    List.of("SubAccountId", "SubAccountName").forEach(column -> cells.put(column, cost.team()));
    var tags = Json.object();
    if (!cost.project().isEmpty()) {
      tags.put("project", cost.project());
    }
    cells.put("Tags", tags.toString());
    return List.copyOf(cells.values());
  }
}
