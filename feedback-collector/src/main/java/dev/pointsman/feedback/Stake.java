package dev.pointsman.feedback;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.bandit.log.LoggedDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a decision means for the candidate policy of its route: which one that was, by the entry of
/// the stream that proposed it; which share of the conversations was the candidate's; whether this
/// was one; what quality was worth to the request; and, while the candidate has no share, the
/// eligible arms with the probabilities they were drawn with.
public record Stake(
    String candidacy, double share, boolean byCandidate, double value, List<Odds> odds) {

  /// An arm, by its name's hash, and its probability.
  public record Odds(int arm, double probability) {
    public boolean isOf(String name) {
      return name.hashCode() == arm;
    }
  }

  /// The contract's entry that names candidacy and share, and the one that says who decided.
  private static final String CANDIDACY = "candidacy";

  private static final String POLICY = "policy";
  private static final String CANDIDATE = "candidate";
  private static final String SERVING = "serving";
  private static final int MOST_ARMS = 10_000;

  public Stake {
    odds = List.copyOf(odds);
  }

  /// What a decision's contract is to say.
  public static Map<String, String> terms(String candidacy, double share, boolean byCandidate) {
    return Map.of(CANDIDACY, candidacy + " " + share, POLICY, byCandidate ? CANDIDATE : SERVING);
  }

  /// Empty where no candidate was there, or the policy had no say.
  static Optional<Stake> of(LoggedDecision decision) {
    String[] terms = decision.contract().getOrDefault(CANDIDACY, "").split(" ", 2);
    if (terms.length < 2 || !decision.routable()) {
      return Optional.empty();
    }
    double share = Double.parseDouble(terms[1]);
    List<Odds> odds = new ArrayList<>();
    if (share == 0) {
      decision.eligible().forEach(c -> odds.add(new Odds(c.arm().hashCode(), c.probability())));
    }
    boolean byCandidate = CANDIDATE.equals(decision.contract().get(POLICY));
    return Optional.of(new Stake(terms[0], share, byCandidate, decision.value(), odds));
  }

  void write(ByteWriter out) {
    out.text(candidacy).number(share).flag(byCandidate).number(value).count(odds.size());
    odds.forEach(one -> out.signed(one.arm()).number(one.probability()));
  }

  static Stake read(ByteReader in) {
    String candidacy = in.text();
    double share = in.number();
    boolean byCandidate = in.flag();
    double value = in.number();
    List<Odds> odds = new ArrayList<>();
    for (int left = in.count(MOST_ARMS); left > 0; left--) {
      odds.add(new Odds((int) in.signed(), in.number()));
    }
    return new Stake(candidacy, share, byCandidate, value, odds);
  }
}
