package dev.pointsman.router.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Metric;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.ChatRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Weak signals taken from what clients do, on routes that ask for them: the same question again,
/// an answer left in the middle. Nothing here fails a request. Any thread.
///
/// What was asked last is remembered in this process only, as a hash, for an hour. A first question
/// counts as asked again only within a session or by a user who is named: two people may ask the
/// same.
public final class ImplicitSignals {

  private static final Logger LOG = LoggerFactory.getLogger(ImplicitSignals.class);
  private static final String PRINCIPAL = "implicit";
  private static final long MOST = 100_000;

  private final EventLog log;
  private final Function<String, @Nullable LiveRoute> routes;
  private final InstantSource clock;
  private final Cache<Place, Asked> last =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofHours(1)).build();

  private record Place(String route, String conversation, String user) {}

  /// A question with all that stood before it, and the decision it led to.
  private record Asked(int text, int length, int others, String decisionId) {
    boolean isSame(Asked other) {
      return text == other.text && length == other.length && others == other.others;
    }
  }

  public ImplicitSignals(
      EventLog log, Function<String, @Nullable LiveRoute> routes, InstantSource clock) {
    this.log = log;
    this.routes = routes;
    this.clock = clock;
  }

  /// A request was decided.
  void asked(Decision decision, ChatRequest request) {
    LoggedDecision logged = decision.logged();
    String user = request.terms().asGiven().getOrDefault("user", "");
    boolean isOnes =
        request.terms().session().isPresent() || request.dialogue().later() || !user.isEmpty();
    if (!isOnes || logged.session().isEmpty() || !isWanted(logged.route(), Metric.REGENERATE)) {
      return;
    }
    String text = request.prompt().text();
    Asked now = new Asked(text.hashCode(), text.length(), request.otherCharacters(), decision.id());
    Asked before = last.asMap().put(new Place(logged.route(), logged.session(), user), now);
    if (before != null && before.isSame(now)) {
      tell(before.decisionId(), Metric.REGENERATE);
    }
  }

  /// The client left while the answer came.
  void left(LoggedDecision decision) {
    if (isWanted(decision.route(), Metric.ABANDONMENT)) {
      tell(decision.id(), Metric.ABANDONMENT);
    }
  }

  private boolean isWanted(String route, String metric) {
    LiveRoute live = routes.apply(route);
    return live != null && live.arms().route().signals().implicit().contains(metric);
  }

  private void tell(String decisionId, String metric) {
    Feedback feedback =
        new Feedback(decisionId, PRINCIPAL, Source.USER, metric, 0, "", Map.of(), clock.millis());
    try {
      log.feedback(feedback, Optional.empty())
          .exceptionally(
              failure -> {
                LOG.debug("an implicit signal was lost", failure);
                return null;
              });
    } catch (RuntimeException e) {
      LOG.debug("an implicit signal was lost", e);
    }
  }
}
