package dev.pointsman.router.admin;

import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.feedback.fold.Standing.Gain;
import dev.pointsman.router.RouterMain.Usage;
import dev.pointsman.router.config.ConfigProblem;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `policy candidate`: how far the policy has come that is tried beside the one that serves, and
/// orders to all replicas about it.
@Command(
    name = "candidate",
    description = "Shows the candidate policy of a route, promotes it, stops it or begins anew.",
    mixinStandardHelpOptions = true)
final class PolicyCandidateCommand implements Callable<Integer> {

  private static final String SHOW = "show";

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      description = "show (the default), promote, stop or retry.")
  private String what = SHOW;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<Order.Move> move =
        Order.MOVES.stream().filter(one -> name(one).equals(what)).findFirst();
    if (move.isEmpty() && !what.equals(SHOW)) {
      throw new Usage("policy candidate what? There are: show, promote, stop, retry");
    }
    try (PolicyOffice office = PolicyOffice.open(options)) {
      PrintWriter out = spec.commandLine().getOut();
      Optional<Standing> standing = office.live(0, List.of()).upkeep().candidate();
      if (move.isPresent()) {
        String id = office.steer(checked(standing, move.get()));
        out.printf("route %s: %s of the candidate at entry %s%n", office.route(), what, id);
      } else if (standing.isEmpty()) {
        out.printf("route %s tries no candidate%n", office.route());
      } else {
        show(out, office.route(), standing.get());
      }
      out.flush();
    }
    return 0;
  }

  private Order.Move checked(Optional<Standing> standing, Order.Move move) {
    Optional<String> why =
        standing
            .map(known -> known.cannot(move))
            .orElse(Optional.of("no candidate is tried; the route's key `candidate` names one"));
    if (why.isPresent()) {
      throw new ConfigProblem("policy candidate " + what + ": " + why.get());
    }
    return move;
  }

  private static void show(PrintWriter out, String route, Standing known) {
    out.printf(
        "route %s: candidate %s, learner %s%s%n",
        route,
        known.id(),
        known.proposal().learner(),
        known.proposal().lambda().isPresent()
            ? " at lambda " + known.proposal().lambda().getAsDouble()
            : "");
    out.printf(
        Locale.ROOT,
        "%s%s, decides %.0f %% of the conversations, %d rows%n",
        name(known.stage()),
        known.warmingUp() ? " (warming up)" : "",
        100 * known.share(),
        known.rows());
    out.println("more than what serves, with bounds that hold whenever one looks:");
    line(out, "utility", known.utility());
    line(out, "quality", known.quality());
    line(out, "cost, USD", known.costUsd());
    for (Standing.Step step : known.steps()) {
      out.printf(
          "%s  %s from entry %s on%s%n",
          Instant.ofEpochMilli(step.tsMillis()).truncatedTo(ChronoUnit.SECONDS),
          name(step.stage()),
          step.entry(),
          step.why().isEmpty() ? "" : ": " + step.why());
    }
  }

  private static void line(PrintWriter out, String what, Gain gain) {
    out.printf(
        Locale.ROOT, "  %-9s %+.4g, in %.4g .. %.4g%n", what, gain.mean(), gain.low(), gain.high());
  }

  private static String name(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
  }
}
