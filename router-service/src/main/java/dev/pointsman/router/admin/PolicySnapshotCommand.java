package dev.pointsman.router.admin;

import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.router.RouterService;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Catalogue.RouteArms;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `policy snapshot`: what a route has learnt until now, as a file for `eval ope --target
/// snapshot=F`.
///
/// Folds the route's reward stream with the code that serves, which gives the router's own policy
/// bit for bit (its `policy_version` is printed); the router is not asked and need not run.
@Command(
    name = "snapshot",
    description = "Saves what a route has learnt until now.",
    mixinStandardHelpOptions = true)
final class PolicySnapshotCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Write over a file that stands already.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    NewFile.check(out, isForced);
    PlaceOptions.Store store = options.store();
    try (RedisConnection redis = store.connect()) {
      return save(store.served(redis), new RedisReader(redis));
    }
  }

  private int save(RouterConfig config, RedisReader reader) {
    RouteArms arms = new Catalogue(config).route(options.route(config).orElse(""));
    Featurizer featurizer = config.features().featurizer();
    Learner learner = RouterService.learner(arms, featurizer);
    String route = arms.route().name();
    RewardFold fold =
        new RewardFold(
            reader.rewards(route, featurizer.schema().hash()),
            learner,
            reader.firstArms(route).orElseGet(arms::engineArms),
            List.of());
    fold.catchUp();
    byte[] saved = Learners.save(learner, featurizer.schema());
    NewFile.write(out, file -> file.write(saved));
    RewardFold.Stats learnt = fold.stats();
    String told =
        "wrote %s: route %s, policy %s, learnt from %d outcomes and %d rewards, %d passed over"
            .formatted(
                out,
                route,
                fold.live().version(),
                learnt.outcomes(),
                learnt.rewards(),
                learnt.corrupt());
    spec.commandLine().getOut().println(told);
    return 0;
  }
}
