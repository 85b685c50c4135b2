package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Settlement;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Settlements and claims of one run of `budget.lua`, in that order. A window that many of them
/// name is sent, read and written once. One thread.
final class BudgetTurn {

  /// A settlement that waits to be made.
  record Settling(String id, Amount spent, CompletableFuture<Settlement> made) {}

  /// A claim that waits for its answer.
  record Claiming(Claim claim, CompletableFuture<Answer> answer) {}

  private final List<Settling> settlings = new ArrayList<>();
  private final List<Claiming> claimings = new ArrayList<>();

  void add(Settling settling) {
    settlings.add(settling);
  }

  void add(Claiming claiming) {
    claimings.add(claiming);
  }

  boolean isEmpty() {
    return settlings.isEmpty() && claimings.isEmpty();
  }

  List<String> arguments() {
    Map<Window, Integer> places = new LinkedHashMap<>();
    for (Claiming claiming : claimings) {
      for (Claim.Part part : claiming.claim().parts()) {
        places.putIfAbsent(part.window(), places.size() + 1);
      }
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("turn");
    arguments.add(Integer.toString(places.size()));
    arguments.add(Integer.toString(settlings.size()));
    arguments.add(Integer.toString(claimings.size()));
    places.keySet().forEach(window -> add(arguments, window));
    for (Settling settling : settlings) {
      arguments.add(settling.id());
      add(arguments, settling.spent());
    }
    claimings.forEach(claiming -> add(arguments, claiming.claim(), places));
    return arguments;
  }

  void told(List<?> replies) {
    int next = 0;
    for (Settling settling : settlings) {
      settling.made().complete(BudgetReplies.settlement(replies.get(next++)));
    }
    for (Claiming claiming : claimings) {
      claiming.answer().complete(BudgetReplies.answer((List<?>) replies.get(next++)));
    }
  }

  @Nullable Void failed(Throwable cause) {
    settlings.forEach(settling -> settling.made().completeExceptionally(cause));
    claimings.forEach(claiming -> claiming.answer().completeExceptionally(cause));
    return null;
  }

  private static void add(List<String> arguments, Claim claim, Map<Window, Integer> places) {
    arguments.add(claim.id());
    arguments.add(Long.toString(claim.lease().toMillis()));
    add(arguments, claim.most());
    arguments.add(Integer.toString(claim.parts().size()));
    for (Claim.Part part : claim.parts()) {
      arguments.add(places.get(part.window()).toString());
      add(arguments, part.least());
    }
  }

  static void add(List<String> arguments, Amount amount) {
    add(arguments, amount.microUsd(), amount.tokens());
  }

  static void add(List<String> arguments, Window window) {
    arguments.add(window.name());
    switch (window.span()) {
      case Span.Period period -> add(arguments, period.startMillis(), period.endMillis());
      case Span.Rolling rolling -> add(arguments, -rolling.bucketMillis(), 0);
      case Span.Always() -> add(arguments, 0, 0);
    }
    Caps caps = window.caps();
    add(arguments, caps.microUsd(), caps.tokens());
    add(arguments, caps.requests(), caps.underWay());
  }

  private static void add(List<String> arguments, long one, long other) {
    arguments.add(Long.toString(one));
    arguments.add(Long.toString(other));
  }
}
