package dev.pointsman.router.decision;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.router.config.Values;
import dev.pointsman.router.config.Values.What;
import dev.pointsman.router.config.Values.Who;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Terms;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Who a request is booked on; a name that is not known is empty.
///
/// The user is the one the request names, else the key's, else the third name of the key's budget
/// path (`org/team-a/alice`); the team is the key's, else the path's second. A key's own project
/// stands before the request's, so that nobody spends in another's name, unless the key lists the
/// projects it may name.
public record Payer(String user, String team, String project) {

  public static Payer of(Asker asker, Map<String, String> given) {
    String[] path = asker.budget().split("/", -1);
    String named = given.getOrDefault("project", "");
    return new Payer(
        first(given.getOrDefault("user", ""), asker.user(), path.length > 2 ? path[2] : ""),
        first(asker.team(), path.length > 1 ? path[1] : ""),
        asker.projects().isEmpty() ? first(asker.project(), named) : first(named, asker.project()));
  }

  private static String first(String... names) {
    return Stream.of(names).filter(name -> !name.isEmpty()).findFirst().orElse("");
  }

  /// The request with what its answer is worth to who pays, and the least quality they are to get.
  static ChatRequest valued(ChatRequest request, Asker asker, Values values, What what) {
    if (values.equals(Values.NONE)) {
      return request;
    }
    Terms terms = request.terms();
    Payer payer = of(asker, terms.asGiven());
    Who who = new Who(payer.user, asker.name(), payer.team, payer.project);
    return request.with(terms.with(values.worth(terms.value(), who), values.floor(who, what)));
  }

  /// What a request counts as that nobody answered.
  public SpendGroup group(ChatRequest request, Asker asker, What what) {
    Map<String, String> contract = new HashMap<>(request.terms().asGiven());
    Topics.into(contract, what);
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
