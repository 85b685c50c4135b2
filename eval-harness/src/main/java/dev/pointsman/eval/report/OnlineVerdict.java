package dev.pointsman.eval.report;

import dev.pointsman.eval.frontier.Point;
import dev.pointsman.eval.report.Section.Pick;
import dev.pointsman.eval.report.Section.Verdict;
import dev.pointsman.eval.report.Trade.Winner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Which policy to pick by an online replay, in plain words, for somebody new to all of this.
final class OnlineVerdict {

  private final OnlineResult result;
  private final Groupings groupings;

  OnlineVerdict(OnlineResult result) {
    this.result = result;
    this.groupings = new Groupings(result);
  }

  Verdict verdict() {
    return new Verdict(headline(), answer(), picks(), caveats());
  }

  private String headline() {
    List<Trade> trades = result.trades();
    String few =
        evenAfter()
            .map(even -> ", unless you expect fewer than some " + even + " requests.")
            .orElse(".");
    if (count(Winner.ROUTER) == trades.size()) {
      return "Pick the router" + few;
    }
    if (count(Winner.UNKNOWN) > 0) {
      return "This file does not say enough to pick by.";
    }
    if (count(Winner.ROUTER) == 0) {
      return count(Winner.SINGLE) == trades.size()
          ? "Pick a single model: the router is worse."
          : "Pick a single model: no gain by the router can be shown.";
    }
    List<String> better = new ArrayList<>();
    for (Trade trade : trades) {
      if (trade.winner() == Winner.ROUTER) {
        better.add(trade.value());
      }
    }
    return "It depends on what one more right answer is worth to you: pick the router at "
        + String.join(", ", better)
        + "; a single model at the other values tried.";
  }

  private String answer() {
    Trade at = result.middle();
    String score = count();
    String router =
        "At "
            + at.perDollar()
            + " quality-per-dollar (one more right answer is worth "
            + at.value()
            + " to you), the router gets "
            + Trade.figures(at.router());
    if (!at.isNamed()) {
      return router + ". " + score;
    }
    return router
        + "; the best single model, "
        + at.single()
        + ", gets "
        + Trade.figures(at.alone())
        + ": "
        + saying(at)
        + " "
        + score;
  }

  private static String saying(Trade at) {
    return switch (at.winner()) {
      case ROUTER -> "cost counted, the router is " + at.worth() + " ahead.";
      case SINGLE -> "cost counted, the router is " + at.worth() + " behind.";
      case NEITHER -> "cost counted, no difference can be shown (" + at.worth() + ").";
      case UNKNOWN -> "this file has no interval to compare them by.";
    };
  }

  private String count() {
    long better = count(Winner.ROUTER);
    long worse = count(Winner.SINGLE);
    long all = result.trades().size();
    if (all == 1) {
      return "";
    }
    if (better == all) {
      return "It is better at all " + all + " trades of quality against cost that were tried.";
    }
    return "Of "
        + all
        + " trades of quality against cost that were tried, it is better at "
        + better
        + ", worse at "
        + worse
        + ", and at "
        + (all - better - worse)
        + " no difference can be shown.";
  }

  private long count(Winner winner) {
    return result.trades().stream().filter(trade -> trade.winner() == winner).count();
  }

  private List<Pick> picks() {
    List<Trade> trades = result.trades();
    List<Pick> picks = new ArrayList<>();
    Trade frugal = trades.getLast();
    Trade lavish = trades.getFirst();
    picks.add(
        frugal.pick("If you care about cost (a right answer is worth " + frugal.value() + ")"));
    if (trades.size() > 2) {
      Trade middle = result.middle();
      picks.add(middle.pick("In between (worth " + middle.value() + ")"));
    }
    if (trades.size() > 1) {
      Pick pick = lavish.pick("If you care about quality (worth " + lavish.value() + ")");
      picks.add(new Pick(pick.when(), pick.what(), pick.why() + strongest()));
    }
    fewRequests().ifPresent(picks::add);
    return picks;
  }

  private String strongest() {
    Point best =
        result.singles().stream().max(Comparator.comparingDouble(Point::quality)).orElseThrow();
    return " The most accurate single model, "
        + best.name()
        + ", gets "
        + Unit.PERCENT.text(best.quality())
        + " for "
        + Unit.USD_PER_1K.text(best.cost())
        + ".";
  }

  /// While it learns a router may lose: how many requests make up for it, in two digits; empty when
  /// it is not sure to have lost.
  private Optional<String> evenAfter() {
    Trade at = result.middle();
    Estimate learning = at.whileLearning();
    if (!learning.isBelow() || !at.gain().isAbove()) {
      return Optional.empty();
    }
    double even = result.streamed() * (1 - learning.mean() / at.gain().mean());
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(even)) - 1));
    return Optional.of(Unit.COUNT.text(Math.rint(even / unit) * unit));
  }

  private Optional<Pick> fewRequests() {
    Trade at = result.middle();
    return evenAfter()
        .map(
            even ->
                new Pick(
                    "If you expect few requests (under " + even + ")",
                    "Start with " + at.single() + " alone:",
                    "a router errs while it learns. Over its first "
                        + Unit.COUNT.text(result.streamed())
                        + " requests it was "
                        + Trade.unsigned(at.whileLearning().negated())
                        + " a request below the best single model; after some "
                        + even
                        + " in all, that is made up for."));
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    groupings.surprises(result.middle()).ifPresent(caveats::add);
    saved().ifPresent(caveats::add);
    caveats.add(
        "Recorded answers of "
            + result.root().text("dataset")
            + " only ("
            + Unit.COUNT.text(result.root().number("n"))
            + " prompts): other prompts may turn it"
            + " round. Try it on a log of your own.");
    String feedback = result.learner().text("feedback");
    if (feedback.startsWith("chosen")) {
      caveats.add(
          "The router was told whether each of its answers was right. Users and judges tell less.");
    }
    if (result.details().isEmpty()) {
      caveats.add(
          "This file is of an older build: names, intervals and parts are missing. Run eval online"
              + " again to have them.");
    }
    return caveats;
  }

  private Optional<String> saved() {
    Trade at = result.middle();
    double cost = at.router().cost().mean();
    OptionalDouble mixed = result.mix().costOf(at.router().quality().mean());
    if (mixed.isEmpty()) {
      return Optional.of(
          "No mix of single models is as accurate as the router at "
              + at.perDollar()
              + " quality-per-dollar, whatever it costs.");
    }
    double share = 1 - cost / mixed.getAsDouble();
    return Optional.of(
        "Mixing single models at random for the same accuracy would cost "
            + Unit.USD_PER_1K.text(mixed.getAsDouble())
            + " per 1,000: the router is "
            + Unit.PERCENT.text(Math.abs(share))
            + (share >= 0 ? " cheaper." : " dearer."));
  }
}
