package dev.pointsman.router.decision;

import dev.pointsman.bandit.log.LoggedDecision;
import java.util.List;

/// What was decided for one request: the record as it is logged, the drawn arm, and the other
/// eligible arms in the order in which they may stand in for it (best expected utility first).
///
/// Handed along to every later step; nothing of it is computed again.
public record Decision(
    LoggedDecision logged, Catalogue.ServedArm chosen, List<Catalogue.ServedArm> standIns) {

  public Decision {
    standIns = List.copyOf(standIns);
  }

  private static final String CALL = "call";
  private static final String CLIENT = "client";

  /// The same, with the call left to the client, who reports its outcome.
  public Decision leftToClient() {
    return new Decision(logged.with(CALL, CLIENT), chosen, standIns);
  }

  /// Whether the client made the call.
  public static boolean isLeftToClient(LoggedDecision decision) {
    return CLIENT.equals(decision.contract().get(CALL));
  }

  public String id() {
    return logged.id();
  }

  public String route() {
    return logged.route();
  }
}
