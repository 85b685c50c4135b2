package dev.pointsman.router.approval;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTable.Contents;
import dev.pointsman.router.approval.Approval.State;
import dev.pointsman.router.openai.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The last 500 approvals, which all routers on one store share: each is used once, by whichever
/// router is quicker. Any thread; everything fails while the store is away.
public final class ApprovalBook {

  private static final int MOST = 500;
  private static final int ID_BYTES = 12;
  private static final String ALGORITHM = "HmacSHA256";

  private final SharedTable table;
  private final SecretKeySpec secret;
  private final RandomGenerator random;
  private final InstantSource clock;

  /// `secret` is the fleet's.
  public ApprovalBook(
      SharedTable table, byte[] secret, RandomGenerator random, InstantSource clock) {
    this.table = table;
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.random = random;
    this.clock = clock;
  }

  /// What a request is known by, and nobody can tell its words from.
  public String mark(String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update("approval".getBytes(StandardCharsets.UTF_8));
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        mac.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
    }
  }

  /// The approval that the request names when it is one for this wish; else one that waits or is
  /// granted for it already, or else a new one that waits for `life`.
  public CompletionStage<Approval> ask(Optional<String> named, Wish wish, Duration life) {
    return change(
        contents -> {
          long now = clock.millis();
          List<Approval> all = all(contents);
          Optional<Approval> known =
              named
                  .flatMap(id -> all.stream().filter(a -> a.id().equals(id)).findFirst())
                  .filter(a -> a.wish().covers(wish) && a.state() != State.USED)
                  .filter(a -> a.untilMillis() > now)
                  .or(
                      () ->
                          all.stream()
                              .filter(a -> !a.isOver(now) && a.wish().covers(wish))
                              .findFirst());
          return known
              .map(approval -> new Step<>(Map.of(), approval))
              .orElseGet(() -> entered(all, wish, now, life));
        });
  }

  /// Uses it up; false when it is not granted, or no longer.
  public CompletionStage<Boolean> use(String id, String decisionId) {
    return change(
        contents -> {
          Optional<Approval> granted =
              find(contents, id).filter(approval -> approval.isGranted(clock.millis()));
          return granted
              .map(a -> new Step<>(Map.of(id, Optional.of(a.used(decisionId).text())), true))
              .orElseGet(() -> new Step<>(Map.of(), false));
        });
  }

  /// Grants or refuses one that waits; what is granted holds for `life` from now. Empty when there
  /// is none of that id, or it is used or over.
  public CompletionStage<Optional<Approval>> decide(
      String id, boolean isGranted, String by, Duration life) {
    return change(
        contents -> {
          long now = clock.millis();
          State next = isGranted ? State.GRANTED : State.REFUSED;
          Optional<Approval> decided =
              find(contents, id)
                  .filter(approval -> !approval.isOver(now))
                  .map(approval -> approval.decided(next, by, now + life.toMillis()));
          Map<String, Optional<String>> entries = new HashMap<>();
          decided.ifPresent(approval -> entries.put(id, Optional.of(approval.text())));
          return new Step<>(entries, decided);
        });
  }

  /// Newest first.
  public CompletionStage<List<Approval>> list() {
    return table.read().thenApply(ApprovalBook::all);
  }

  private record Step<T>(Map<String, Optional<String>> entries, T result) {}

  /// Tried again when somebody else was quicker.
  private <T> CompletionStage<T> change(Function<Contents, Step<T>> make) {
    return table
        .read()
        .thenCompose(
            contents -> {
              Step<T> step = make.apply(contents);
              return step.entries().isEmpty()
                  ? CompletableFuture.completedStage(step.result())
                  : table
                      .change(contents.version(), step.entries())
                      .thenCompose(
                          done ->
                              done.isPresent()
                                  ? CompletableFuture.completedStage(step.result())
                                  : change(make));
            });
  }

  /// Makes room for it: what is over goes first, then the oldest.
  private Step<Approval> entered(List<Approval> all, Wish wish, long now, Duration life) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = "apr-" + HexFormat.of().formatHex(bytes);
    Approval made = new Approval(id, State.PENDING, wish, now, now + life.toMillis(), "", "");
    Map<String, Optional<String>> entries = new HashMap<>();
    List<Approval> leaving = new ArrayList<>(all);
    leaving.sort(
        Comparator.comparing((Approval a) -> !a.isOver(now))
            .thenComparingLong(Approval::askedMillis));
    leaving.stream()
        .limit(Math.max(0, all.size() + 1 - MOST))
        .forEach(old -> entries.put(old.id(), Optional.empty()));
    entries.put(id, Optional.of(made.text()));
    return new Step<>(entries, made);
  }

  private static Optional<Approval> find(Contents contents, String id) {
    return Optional.ofNullable(contents.entries().get(id))
        .flatMap(Json::read)
        .map(json -> Approval.parse(id, json));
  }

  private static List<Approval> all(Contents contents) {
    List<Approval> all = new ArrayList<>();
    contents.entries().keySet().forEach(id -> find(contents, id).ifPresent(all::add));
    all.sort(Comparator.comparingLong(Approval::askedMillis).reversed());
    return all;
  }
}
