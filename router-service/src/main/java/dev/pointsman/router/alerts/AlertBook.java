package dev.pointsman.router.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTable.Contents;
import dev.pointsman.router.openai.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The last alerts, which all routers on one store share: each is entered once, and by whoever
/// enters it sent. One that was not delivered is taken up again by any router. Any thread.
public final class AlertBook {

  public static final String TABLE = "alerts";

  static final int MOST = 200;

  private static final String DELIVERED = "delivered";
  private static final String CLAIMED = "claimed_ms";
  private static final String ATTEMPTS = "attempts";
  private static final int MOST_ATTEMPTS = 10;
  private static final long FIRST_WAIT_MS = 1_000;

  private final SharedTable table;

  public AlertBook(SharedTable table) {
    this.table = table;
  }

  /// Newest first.
  public CompletionStage<List<ObjectNode>> newest() {
    return table.read().thenApply(AlertBook::newest);
  }

  /// Enters one for any router to send, unless it stands there already; whether it is new. Where
  /// nothing is sent anywhere it is only listed.
  public CompletionStage<Boolean> enter(Alert alert, boolean isSending) {
    return table
        .read()
        .thenCompose(
            contents -> {
              if (contents.entries().containsKey(alert.id())) {
                return CompletableFuture.completedStage(false);
              }
              String entry = alert.json().put(DELIVERED, !isSending).toString();
              return table
                  .change(contents.version(), Map.of(alert.id(), Optional.of(entry)))
                  .thenCompose(
                      made ->
                          made.isPresent()
                              ? CompletableFuture.completedStage(true)
                              : enter(alert, isSending));
            });
  }

  /// Enters those that are new; gives what this router is to send now: the new ones, and those
  /// whose delivery failed and waited its turn (twice as long each time, 10 attempts in all).
  /// Nothing where another router was quicker.
  CompletionStage<List<ObjectNode>> claim(List<Alert> due, boolean isSending, long nowMillis) {
    return table
        .read()
        .thenCompose(
            contents -> {
              Map<String, Optional<String>> changes = new HashMap<>();
              Map<String, ObjectNode> mine = new HashMap<>();
              for (Alert alert : due) {
                if (!contents.entries().containsKey(alert.id())) {
                  mine.put(alert.id(), alert.json().put(DELIVERED, !isSending));
                }
              }
              if (isSending) {
                newest(contents).stream()
                    .filter(alert -> isOverdue(alert, nowMillis))
                    .forEach(alert -> mine.put(alert.path("id").asText(), alert));
              }
              if (mine.isEmpty()) {
                return CompletableFuture.completedStage(List.of());
              }
              mine.forEach(
                  (id, alert) -> {
                    alert.put(CLAIMED, nowMillis).put(ATTEMPTS, alert.path(ATTEMPTS).asInt() + 1);
                    changes.put(id, Optional.of(alert.toString()));
                  });
              newest(contents).stream()
                  .skip(Math.max(0, MOST - mine.size()))
                  .map(alert -> alert.path("id").asText())
                  .forEach(id -> changes.putIfAbsent(id, Optional.empty()));
              return table
                  .change(contents.version(), changes)
                  .thenApply(
                      version -> version.isPresent() ? List.copyOf(mine.values()) : List.of());
            });
  }

  /// Whether it was, in the end; gone or changed meanwhile is no matter.
  CompletionStage<Boolean> delivered(ObjectNode alert) {
    return table
        .read()
        .thenCompose(
            contents ->
                table.change(
                    contents.version(),
                    Map.of(
                        alert.path("id").asText(),
                        Optional.of(alert.deepCopy().put(DELIVERED, true).toString()))))
        .thenApply(version -> version.isPresent());
  }

  /// What is told of an alert: all but how its delivery goes.
  public static ObjectNode told(ObjectNode alert) {
    return alert.deepCopy().without(List.of(DELIVERED, CLAIMED, ATTEMPTS));
  }

  private static boolean isOverdue(ObjectNode alert, long nowMillis) {
    int attempts = alert.path(ATTEMPTS).asInt();
    long wait = FIRST_WAIT_MS << Math.min(attempts, MOST_ATTEMPTS);
    return !alert.path(DELIVERED).asBoolean()
        && attempts < MOST_ATTEMPTS
        && nowMillis - alert.path(CLAIMED).asLong() >= wait;
  }

  private static List<ObjectNode> newest(Contents contents) {
    return contents.entries().values().stream()
        .flatMap(text -> Json.read(text).stream())
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .sorted(Comparator.comparing((ObjectNode alert) -> alert.path("ts").asText()).reversed())
        .toList();
  }
}
