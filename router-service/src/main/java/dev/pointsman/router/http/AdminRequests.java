package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What administrators ask: who they are, of what, and the answer once it is done. Each change is a
/// line in the log with the key that made it.
record AdminRequests(Vertx vertx, Services services) {

  private static final Logger LOG = LoggerFactory.getLogger(AdminRequests.class);

  /// Throws a 401 or 403.
  Caller admit(RoutingContext http) {
    return services.keyring().admit(http.request(), Role.ADMIN);
  }

  /// What follows the folder in the address, up to the end that is given: it may hold slashes and
  /// whatever else, as it is or in percent. Throws a 400.
  static String name(RoutingContext http, String folder, String end) {
    String path = http.normalizedPath();
    int from = folder.length() + 1;
    int to = path.length() - end.length();
    try {
      String name =
          from >= to
              ? ""
              : URLDecoder.decode(
                  path.substring(from, to).replace("+", "%2B"), StandardCharsets.UTF_8);
      if (!name.isBlank()) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("a malformed name");
    }
    throw RequestFailure.badRequest("", "the address ends in no name, or in a malformed one");
  }

  /// Does it where one may wait, one after another, and answers in words.
  <T> void answer(RoutingContext http, Supplier<T> work, Function<T, JsonNode> words) {
    answer(http, 200, work, words);
  }

  <T> void answer(RoutingContext http, int status, Supplier<T> work, Function<T, JsonNode> words) {
    Future<JsonNode> told =
        Future.fromCompletionStage(services.config().run(work), vertx.getOrCreateContext())
            .map(words)
            .recover(cause -> Future.failedFuture(failure(cause)));
    Replies.json(http, status, told);
  }

  /// For the log.
  static void did(Caller by, String what) {
    LOG.info("key `{}` did: {}", by.name(), what);
  }

  private static Throwable failure(Throwable cause) {
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    return switch (root) {
      case ConfigProblem problem ->
          RequestFailure.badRequest("", String.valueOf(problem.getMessage()));
      case StoreAwayException away ->
          RequestFailure.of(503, "store_unavailable", String.valueOf(away.getMessage()));
      default -> root;
    };
  }
}
