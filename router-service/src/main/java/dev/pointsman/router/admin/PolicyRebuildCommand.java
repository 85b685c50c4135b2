package dev.pointsman.router.admin;

import dev.pointsman.feedback.Voice;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.router.config.ConfigProblem;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `policy rebuild`: folds the stream anew without somebody's feedback, beside the policy that
/// serves, and tells how the two differ; with `--apply` all replicas take it over at one entry of
/// the stream, and that feedback does not count from then on either.
@Command(
    name = "rebuild",
    description = "Learns anew without somebody's feedback and tells the difference.",
    mixinStandardHelpOptions = true)
final class PolicyRebuildCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Mixin private ArchiveOption archive = new ArchiveOption();

  @Option(
      names = "--without-principal",
      required = true,
      paramLabel = "ID",
      description = "As feedback in GET /v1/decisions/{id} names it; may be given again.")
  private List<String> principals = List.of();

  @Option(names = "--apply", description = "Lets all routers serve it.")
  private boolean isApplied;

  @Option(
      names = "--partial",
      description = "Applies it also where the stream's beginning is gone, and forgets that part.")
  private boolean isPartial;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (PolicyOffice office = PolicyOffice.open(options)) {
      RecentContexts recent = new RecentContexts();
      RewardFold live = office.live(RecentContexts.MOST, List.of(recent));
      Set<Long> without = new HashSet<>(live.without());
      principals.forEach(principal -> without.add(Voice.hash(principal)));
      PolicyOffice.Anew history = office.anew(live.build(), without, archive.folder());
      RewardFold anew = history.fold();
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "route %s: %d of %d rewards without %s%n",
          office.route(),
          anew.stats().rewards(),
          live.stats().rewards(),
          String.join(", ", principals));
      String gone = history.goneBefore();
      if (!gone.isEmpty()) {
        out.println("entries before " + gone + " are gone and were not learnt" + archive.hint());
      }
      new PolicyDifference(live, anew, recent.questions(live.arms())).lines().forEach(out::println);
      out.println(isApplied ? applied(office, live, anew, gone) : "not applied; see --apply");
      out.flush();
    }
    return 0;
  }

  private String applied(PolicyOffice office, RewardFold live, RewardFold anew, String gone) {
    if (!gone.isEmpty() && !isPartial) {
      throw new ConfigProblem(
          "what was learnt before "
              + gone
              + " would be lost; say --partial to lose it"
              + archive.hint());
    }
    boolean isChosen = live.isChosen();
    return "applied at entry " + office.adopt(isChosen ? anew.choice() : anew.snapshot());
  }
}
