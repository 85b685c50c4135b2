package dev.pointsman.router.admin;

import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.Forgetting.Forgotten;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisForgetting;
import dev.pointsman.feedback.redis.RedisTable;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.review.Reviews;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `forget`: removes what a router's store holds of a user, whether the router runs or not.
@Command(
    name = "forget",
    description = "Removes what is stored of a user: decisions, feedback, voice, reviews.",
    mixinStandardHelpOptions = true)
public final class ForgetCommand implements Callable<Integer> {

  @Mixin private PlaceOptions options = new PlaceOptions();

  @Option(
      names = "--principal",
      required = true,
      paramLabel = "ID",
      description = "The name that requests gave in pointsman.user.")
  private String principal = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PlaceOptions.Store store = options.store();
    try (RedisConnection redis = store.connect()) {
      Set<String> routes =
          store.served(redis).routes().stream()
              .map(RouterConfig.Route::name)
              .collect(Collectors.toSet());
      byte[] secret = redis.sharedSecret("feedback-tokens", FeedbackTokens::newSecret);
      InstantSource clock = InstantSource.system();
      FeedbackTokens tokens = new FeedbackTokens(secret, Duration.ofHours(1), clock);
      Forgotten forgotten =
          new RedisForgetting(redis)
              .forget(routes, principal, tokens.principal(principal))
              .toCompletableFuture()
              .join();
      var _ =
          new Reviews(new RedisTable(redis, Reviews.TABLE), secret, clock)
              .forget(Set.copyOf(forgotten.decisions()))
              .toCompletableFuture()
              .join();
      String told =
          "forgot %d decisions, %d feedback events, %d voices; what was learnt stays learnt"
              .formatted(forgotten.decisions().size(), forgotten.feedback(), forgotten.voices());
      spec.commandLine().getOut().println(told);
    }
    return 0;
  }
}
