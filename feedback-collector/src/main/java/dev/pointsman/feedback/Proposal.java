package dev.pointsman.feedback;

import dev.pointsman.bandit.change.Rules;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import java.util.OptionalDouble;

/// A candidate policy as all replicas try it: which learner it is, the lambda it decides by where
/// that is not the route's, by which rules it moves on, and which share of the conversations is
/// held out, under it as under the policy that serves, for the `baseline`.
public record Proposal(
    String learner, OptionalDouble lambda, Rules rules, double holdout, String baseline) {

  public void write(ByteWriter out) {
    out.text(learner).flag(lambda.isPresent()).number(lambda.orElse(0));
    rules.write(out);
    out.number(holdout).text(baseline);
  }

  public static Proposal read(ByteReader in) {
    String learner = in.text();
    boolean hasLambda = in.flag();
    double lambda = in.number();
    return new Proposal(
        learner,
        hasLambda ? OptionalDouble.of(lambda) : OptionalDouble.empty(),
        Rules.read(in),
        in.number(),
        in.text());
  }
}
