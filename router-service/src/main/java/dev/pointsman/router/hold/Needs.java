package dev.pointsman.router.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.billing.Tariff;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.config.RouterConfig.Kind;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Prospect;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a request can take at most, of each arm that may answer it.
///
/// An arm's own `params` stand over the client's fields, as they do in what is sent. Where nobody
/// bounds the output it is bounded to the model's `max_output`, and to what its window leaves.
record Needs(Map<String, Need> byArm, int leastOutputTokens) {

  private static final String[] LIMITS = {"max_completion_tokens", "max_tokens"};

  static Needs of(Prospect prospect, BudgetSettings settings) {
    ObjectNode body = prospect.request().body();
    long counted = Math.max(prospect.inputTokens(), InputTokens.most(body));
    int input = (int) Math.min(Integer.MAX_VALUE, Math.ceil(counted * settings.tokenSafety()));
    Quantities sent = prospect.request().declared(input, 0);
    Map<String, Need> byArm = new LinkedHashMap<>();
    for (ServedArm arm : prospect.eligible()) {
      byArm.put(arm.arm().id(), need(arm.model(), prospect, sent));
    }
    return new Needs(byArm, settings.leastOutputTokens());
  }

  private static Need need(Model model, Prospect prospect, Quantities sent) {
    Tariff tariff = model.price().at(prospect.atMillis());
    ObjectNode body = prospect.request().body();
    int choices = number(model.params(), number(body, 1, "n"), "n");
    int asked = number(model.params(), prospect.request().maxOutputTokens(), LIMITS);
    if (model.kind() == Kind.EMBEDDINGS) {
      return Need.of(tariff, sent, 0, 1);
    }
    long room = Math.max(1, model.context() - prospect.inputTokens());
    int output = asked > 0 ? asked : (int) Math.min(model.maxOutput(), room);
    return Need.of(tariff, sent, output, Math.max(1, choices));
  }

  Need of(ServedArm arm) {
    Need need = byArm.get(arm.arm().id());
    if (need == null) {
      throw new IllegalArgumentException(arm.arm().id() + " may not answer this request");
    }
    return need;
  }

  /// Enough for any of the arms.
  Amount most() {
    return byArm.values().stream().map(Need::most).reduce(Amount.NONE, Amount::max);
  }

  /// Enough for the least an arm needs.
  Amount least() {
    return byArm.values().stream()
        .map(need -> need.least(leastOutputTokens))
        .reduce(Amount::min)
        .orElse(Amount.NONE);
  }

  private static int number(JsonNode node, int otherwise, String... keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0) {
        return value.intValue();
      }
    }
    return otherwise;
  }
}
