package dev.pointsman.router.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.openai.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// One request's way from being asked for to being used: who decided on it, the decision that used
/// it (each empty before), and until when it holds (epoch ms).
public record Approval(
    String id,
    State state,
    Wish wish,
    long askedMillis,
    long untilMillis,
    String by,
    String usedBy) {

  private static final String EXPIRED = "expired";

  /// What administrators may see it as.
  public static final List<String> STATES =
      Stream.concat(Stream.of(State.values()).map(State::lowerCase), Stream.of(EXPIRED)).toList();

  /// How far it is.
  public enum State {
    PENDING,
    GRANTED,
    REFUSED,
    USED;

    String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether nothing can come of it any more.
  boolean isOver(long nowMillis) {
    return state == State.REFUSED || state == State.USED || untilMillis <= nowMillis;
  }

  boolean isGranted(long nowMillis) {
    return state == State.GRANTED && untilMillis > nowMillis;
  }

  Approval decided(State next, String who, long until) {
    return new Approval(id, next, wish, askedMillis, until, who, usedBy);
  }

  Approval used(String decisionId) {
    return new Approval(id, State.USED, wish, askedMillis, untilMillis, by, decisionId);
  }

  /// What administrators see: all but the mark.
  public ObjectNode told(long nowMillis) {
    boolean isExpired = state != State.USED && state != State.REFUSED && untilMillis <= nowMillis;
    ObjectNode json = Json.object();
    json.put("id", id);
    json.put("state", isExpired ? EXPIRED : state.lowerCase());
    json.put("key", wish.key());
    json.put("budget", wish.payer());
    json.put("model", wish.model());
    json.put("kind", wish.kind().name().toLowerCase(Locale.ROOT));
    json.put("why", wish.why());
    json.put("max_tokens", wish.most().tokens());
    json.put("max_usd", PriceList.usd(wish.most().microUsd()));
    json.put("asked_at", Instant.ofEpochMilli(askedMillis).toString());
    json.put("expires_at", Instant.ofEpochMilli(untilMillis).toString());
    json.put("decided_by", by.isEmpty() ? null : by);
    json.put("decision_id", usedBy.isEmpty() ? null : usedBy);
    return json;
  }

  String text() {
    ObjectNode json = Json.object();
    json.put("state", state.name()).put("key", wish.key()).put("payer", wish.payer());
    json.put("model", wish.model()).put("kind", wish.kind().name()).put("why", wish.why());
    json.put("usd", wish.most().microUsd()).put("tokens", wish.most().tokens());
    json.put("mark", wish.mark()).put("asked", askedMillis).put("until", untilMillis);
    json.put("by", by).put("used", usedBy);
    return Json.text(json);
  }

  static Approval parse(String id, JsonNode json) {
    Wish wish =
        new Wish(
            json.path("key").asText(),
            json.path("payer").asText(),
            json.path("model").asText(),
            Wish.Kind.valueOf(json.path("kind").asText()),
            json.path("why").asText(),
            new Amount(json.path("usd").asLong(), json.path("tokens").asLong()),
            json.path("mark").asText());
    return new Approval(
        id,
        State.valueOf(json.path("state").asText()),
        wish,
        json.path("asked").asLong(),
        json.path("until").asLong(),
        json.path("by").asText(),
        json.path("used").asText());
  }
}
