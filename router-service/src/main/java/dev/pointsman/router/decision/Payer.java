package dev.pointsman.router.decision;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.router.config.Values;
import dev.pointsman.router.config.Values.Who;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who a request is booked on; a name that is not known is empty.
///
/// The team is the second name of the key's budget path (`org/team-a/alice`), the user the one the
/// request names, else the path's third. A key's own project stands before the request's, so that
/// nobody spends in another's name.
public record Payer(String user, String team, String project) {

  public static Payer of(Asker asker, Map<String, String> given) {
    List<String> path = List.of(asker.budget().split("/", -1));
    String user = given.getOrDefault("user", "");
    return new Payer(
        user.isEmpty() && path.size() > 2 ? path.get(2) : user,
        path.size() > 1 ? path.get(1) : "",
        asker.project().isEmpty() ? given.getOrDefault("project", "") : asker.project());
  }

  /// The request with what its answer is worth to who pays, and the least quality they are to get.
  static ChatRequest valued(ChatRequest request, Asker asker, Values values) {
    if (values.equals(Values.NONE)) {
      return request;
    }
    Terms terms = request.terms();
    Payer payer = of(asker, terms.asGiven());
    Who who = new Who(payer.user, asker.name(), payer.team, payer.project);
    return request.with(terms.with(values.worth(terms.value(), who), values.floor(who)));
  }

  /// What a request counts as that nobody answered.
  public SpendGroup group(ChatRequest request, Asker asker) {
    Map<String, String> contract = new HashMap<>(request.terms().asGiven());
    into(contract);
    contract.put("key", asker.name());
    return SpendGroup.of(contract, "");
  }

  /// Writes the names that are known.
  void into(Map<String, String> contract) {
    put(contract, "user", user);
    put(contract, "team", team);
    put(contract, "project", project);
  }

  private static void put(Map<String, String> contract, String key, String name) {
    if (!name.isEmpty()) {
      contract.put(key, name);
    }
  }
}
