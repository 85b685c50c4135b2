package dev.pointsman.router.spend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.BreakEven.Rival;
import java.util.List;

/// Whether machines pay, as JSON.
public final class BreakEvenJson {

  private BreakEvenJson() {}

  public static ObjectNode of(List<BreakEven> machines, String window, double days) {
    ObjectNode json = Json.object().put("window", window).put("days", days);
    ArrayNode all = json.putArray("machines");
    machines.forEach(machine -> machine(all.addObject(), machine));
    return json;
  }

  private static void machine(ObjectNode json, BreakEven machine) {
    json.put("arm", machine.arm());
    json.put("usd_per_day", machine.machine().usdPerDay());
    json.put("capacity_tokens_per_day", machine.machine().tokensPerDay());
    json.put("requests_per_day", machine.served().requests());
    json.put("tokens_per_day", machine.served().tokens());
    json.put("utilisation", machine.utilisation());
    json.put("charged_usd_per_day", machine.served().usd());
    json.put("idle_usd_per_day", machine.idleUsd());
    ArrayNode rivals = json.putArray("against");
    for (Rival rival : machine.rivals()) {
      rivals
          .addObject()
          .put("model", rival.model())
          .put("usd_per_mtok", rival.usdPerMtok())
          .put("break_even_tokens_per_day", rival.tokens())
          .put("is_within_capacity", rival.isWithin(machine.machine()))
          .put("same_tokens_usd_per_day", machine.served().tokens() * rival.usdPerMtok() / 1e6)
          .put("serves_tokens_per_day", rival.serves().tokens())
          .put("pays", machine.pays(rival));
    }
  }
}
