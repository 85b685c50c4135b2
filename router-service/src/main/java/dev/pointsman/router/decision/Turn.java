package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Question;
import dev.pointsman.router.billing.Tariff;
import dev.pointsman.router.config.Trial;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.decision.Conversations.Place;
import dev.pointsman.router.decision.Conversations.Seat;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.RequestFailure;
import java.util.List;
import java.util.Optional;

/// One turn of a conversation before it is decided: who answered before, and with that how much say
/// the policy has now.
record Turn(Target target, ChatRequest request, Place place, Optional<Seat> seat, long nowMillis) {

  static Turn of(
      Target target, ChatRequest request, String caller, Conversations known, long nowMillis) {
    if (target.concrete()) {
      Place none = new Place("", caller, request.terms().session().orElse(""));
      return new Turn(target, request, none, Optional.empty(), nowMillis);
    }
    String name = known.nameOf(request, caller);
    Place place = new Place(target.route().route().name(), caller, name);
    return new Turn(target, request, place, known.seat(place, request), nowMillis);
  }

  /// What the record calls the conversation.
  String conversation() {
    return place.conversation();
  }

  /// Whether what was drawn is part of the holdout, by this draw or by that of an earlier turn.
  boolean isHeldOut(Draw draw) {
    return draw.holdout() || (!draw.routable() && seat.map(Seat::holdout).orElse(false));
  }

  /// Remembers who answers; an answer from the cache is nobody's turn.
  void end(Conversations known, Draw draw) {
    if (!target.concrete() && !draw.isReplay()) {
      String arm = draw.choice().arm().id();
      int tokens = draw.question().context().inputTokens();
      known.seat(place, new Seat(arm, tokens, nowMillis, isHeldOut(draw)));
    }
  }

  /// Serving the answer of the `stored` arm that is at hand: where it is eligible, unless another
  /// has to answer, which are the arm of the turn before and the baseline of a route that only
  /// observes.
  Optional<Say> replay(Optional<String> stored, List<ServedArm> eligible) {
    Trial trial = target.route().route().trial();
    boolean isBoundElsewhere =
        seat.filter(known -> !stored.equals(Optional.of(known.arm()))).isPresent()
            || (!target.concrete() && trial.observe() && !stored.equals(trial.baseline()));
    int place = stored.map(arm -> index(eligible, arm)).orElse(-1);
    return place < 0 || isBoundElsewhere ? Optional.empty() : Optional.of(new Say.Replayed(place));
  }

  /// `rival` is the arm to beat, where the request escalates an answer. Throws a 409 when only the
  /// arm of the turn before can go on, and it is not eligible.
  Say say(
      List<ServedArm> eligible, Question question, Assessment assessment, Optional<Rival> rival) {
    Trial trial = target.route().route().trial();
    if (target.concrete()) {
      return new Say.Best();
    }
    int incumbent = seat.map(known -> index(eligible, known.arm())).orElse(-1);
    if (seat.isPresent() && request.dialogue().toolLoop()) {
      return pinned(incumbent, seat.get().arm());
    }
    if (rival.isPresent()) {
      return rival.get().beaten(question, assessment);
    }
    if (incumbent >= 0 && stays(incumbent, eligible, question, assessment)) {
      return new Say.Fixed(
          incumbent, seat.orElseThrow().arm() + " answered this conversation before and goes on");
    }
    int baseline = trial.baseline().map(arm -> index(eligible, arm)).orElse(-1);
    if (trial.observe() && baseline >= 0) {
      return new Say.Fixed(
          baseline, "the route only observes, and " + trial.baseline().get() + " serves it");
    }
    if (trial.observe() || !question.explore()) {
      return new Say.Best();
    }
    return trial.holdout() > 0 && baseline >= 0
        ? new Say.Shared(trial.holdout(), baseline)
        : new Say.Free();
  }

  private boolean stays(
      int incumbent, List<ServedArm> eligible, Question question, Assessment assessment) {
    boolean held = seat.orElseThrow().holdout() || target.route().route().trial().observe();
    return held
        || new Incumbency(incumbent, tariff(eligible.get(incumbent)), seat.orElseThrow(), nowMillis)
            .keeps(question, assessment);
  }

  private Tariff tariff(ServedArm arm) {
    return arm.model().price().at(nowMillis);
  }

  private static Say pinned(int incumbent, String arm) {
    if (incumbent < 0) {
      throw RequestFailure.of(
          409,
          "pinned_model_unavailable",
          "the conversation is in the middle of `"
              + arm
              + "`'s tool calls or thoughts, which no other model can go on from, and `"
              + arm
              + "` is not eligible for this request; relax what excludes it, or begin anew");
    }
    return new Say.Fixed(incumbent, arm + " waits for what its tools returned");
  }

  private static int index(List<ServedArm> eligible, String arm) {
    for (int i = 0; i < eligible.size(); i++) {
      if (eligible.get(i).arm().id().equals(arm)) {
        return i;
      }
    }
    return -1;
  }
}
