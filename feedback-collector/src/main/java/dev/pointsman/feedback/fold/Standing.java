package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.change.Candidacy;
import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.bandit.change.Difference;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import java.util.List;
import java.util.Optional;

/// How far a candidate has come: its candidacy's name, the entry that proposed it; the stage and
/// the share of the conversations that are its; whether it only learns as yet; rows since the stage
/// began; and what it gets more than the policy that serves, of utility in good answers, of
/// quality, and of cost in USD. Once it is over the figures are those it ended by.
public record Standing(
    String id,
    Proposal proposal,
    Stage stage,
    double share,
    boolean warmingUp,
    long rows,
    Gain utility,
    Gain quality,
    Gain costUsd,
    List<Step> steps,
    long failures) {

  private static final List<Stage> STAGES = List.of(Stage.values());

  /// An estimate with ends that hold whenever one looks; infinite before there is any.
  public record Gain(double mean, double low, double high) {
    static Gain of(Difference difference, double unit) {
      return new Gain(difference.mean() * unit, difference.low() * unit, difference.high() * unit);
    }
  }

  /// That a stage began, at which entry of the stream and why.
  public record Step(Stage stage, String entry, long tsMillis, String why) {
    void write(ByteWriter out) {
      out.one(STAGES.indexOf(stage)).text(entry).count(tsMillis).text(why);
    }

    static Step read(ByteReader in) {
      return new Step(STAGES.get(in.one()), in.text(), in.count(), in.text());
    }
  }

  static Standing of(
      String id, Proposal proposal, Candidacy candidacy, List<Step> steps, long failures) {
    double span = candidacy.scale().span();
    return new Standing(
        id,
        proposal,
        candidacy.stage(),
        candidacy.share(),
        candidacy.isWarmingUp(),
        candidacy.rows(),
        Gain.of(candidacy.utility(), span),
        Gain.of(candidacy.quality(), 1),
        Gain.of(candidacy.cost(), candidacy.scale().mostUsd()),
        steps,
        failures);
  }

  /// Why an order would change nothing; empty where it would.
  public Optional<String> cannot(Order.Move move) {
    if (move == Order.Move.RETRY) {
      return Optional.empty();
    }
    if (stage.isOver()) {
      return Optional.of("the candidate is over; retry begins anew");
    }
    boolean isNoStepOn = move == Order.Move.PROMOTE && stage == Stage.SERVING;
    return isNoStepOn ? Optional.of("the candidate serves") : Optional.empty();
  }

  /// Whether an alarm, and not a person, took it back.
  public boolean isAlarmed() {
    String why = steps.getLast().why();
    return stage == Stage.TAKEN_BACK && (why.equals("quality") || why.equals("cost"));
  }
}
