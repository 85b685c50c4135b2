package dev.pointsman.router.decision;

import java.util.List;
import java.util.Map;

/// Who a request is booked on; a name that is not known is empty.
///
/// The team is the key's, else the second name of its budget path (`org/team-a/alice`); the user
/// the one the request names, else the key's, else the path's third. A key's own project stands
/// before the request's, so that nobody spends in another's name.
record Payer(String user, String team, String project) {

  static Payer of(Asker asker, Map<String, String> given) {
    List<String> path = List.of(asker.budget().split("/", -1));
    String user = given.getOrDefault("user", asker.user());
    return new Payer(
        user.isEmpty() && path.size() > 2 ? path.get(2) : user,
        asker.team().isEmpty() && path.size() > 1 ? path.get(1) : asker.team(),
        asker.project().isEmpty() ? given.getOrDefault("project", "") : asker.project());
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
