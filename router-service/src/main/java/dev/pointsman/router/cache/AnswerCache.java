package dev.pointsman.router.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.feedback.SharedCache;
import dev.pointsman.feedback.grading.Seal;
import dev.pointsman.router.config.CacheRules;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.metrics.Telemetry;
import dev.pointsman.router.wire.ApiRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers kept for equal requests: in this process for the quickest 32 MB, and encrypted in the
/// fleet's Redis. While that is away there is only what is here. Any thread; packing and encrypting
/// happen on threads of its own.
public final class AnswerCache {

  /// Longer answers are not kept.
  public static final int LONGEST = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);
  private static final long NEAR_BYTES = 32L << 20;

  private final SharedCache shared;
  private final Names names;
  private final Seal seal;
  private final Telemetry telemetry;
  private final Executor workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Cache<String, CachedAnswer> near =
      Caffeine.newBuilder()
          .maximumWeight(NEAR_BYTES)
          .weigher((String name, CachedAnswer answer) -> name.length() + answer.body().length())
          .build();

  /// `secret` is the fleet's.
  public AnswerCache(SharedCache shared, byte[] secret, Telemetry telemetry) {
    this.shared = shared;
    this.names = new Names(secret);
    this.seal = new Seal(secret, "cache");
    this.telemetry = telemetry;
  }

  /// Where the answer to a request is kept; empty when it does not use the cache.
  public Optional<CachePlace> place(ApiRequest request, Target target, Asker asker) {
    CacheRules rules = target.route().route().cache();
    if (!Cacheable.is(request, rules)) {
      return Optional.empty();
    }
    String route = target.route().route().name();
    String name =
        names.of(
            route,
            target.concrete() ? target.arms().getFirst().arm().id() : "",
            rules.shared() ? "shared" : "one",
            rules.shared() ? "" : asker.name(),
            rules.shared() ? "" : user(request),
            request.api().name(),
            String.valueOf(request.chat().stream()),
            CanonicalRequest.of(request.original()));
    return Optional.of(new CachePlace(route, name, rules.room()));
  }

  /// Fails when the fleet's cache is away.
  public CompletionStage<Optional<CachedAnswer>> find(CachePlace place, long nowMillis) {
    CachedAnswer here = near.getIfPresent(place.name());
    if (here != null && here.endsMillis() > nowMillis) {
      return CompletableFuture.completedStage(Optional.of(here));
    }
    return shared
        .get(place.route(), place.name())
        .thenApplyAsync(
            found ->
                found
                    .flatMap(closed -> seal.open(place.name(), closed))
                    .flatMap(CachedAnswer::of)
                    .filter(answer -> answer.endsMillis() > nowMillis)
                    .map(answer -> remembered(place, answer)),
            workers);
  }

  /// Keeps an answer that came to its own end; nobody waits for it.
  public void keep(CachePlace place, CachedAnswer answer) {
    workers.execute(
        () -> {
          if (FinishedAnswer.is(answer)) {
            remembered(place, answer);
            store(place, seal.close(place.name(), answer.bytes()));
          }
        });
  }

  private CachedAnswer remembered(CachePlace place, CachedAnswer answer) {
    near.put(place.name(), answer);
    return answer;
  }

  private void store(CachePlace place, byte[] closed) {
    shared
        .put(place.route(), place.name(), closed, place.room())
        .whenComplete(
            (kept, away) -> {
              if (away != null) {
                LOG.debug("an answer could not be kept", away);
              } else if (kept) {
                telemetry.cacheStored(place.route(), closed.length);
              }
            });
  }

  /// Whom the request is made for, in each of the ways there are to say it.
  private static String user(ApiRequest request) {
    ObjectNode body = request.original();
    Map<String, String> terms = request.chat().terms().asGiven();
    return String.join(
        "\n",
        terms.getOrDefault("user", ""),
        body.path("user").asText(""),
        body.path("safety_identifier").asText(""),
        body.path("metadata").path("user_id").asText(""));
  }
}
