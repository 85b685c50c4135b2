package dev.pointsman.router.grading;

import dev.pointsman.feedback.grading.PaperQueue;
import dev.pointsman.feedback.grading.Seal;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Papers on their way: sealed for the fleet, and opened again. Any thread; nothing blocks.
public final class Desk {

  private final PaperQueue queue;
  private final Seal seal;

  /// `secret` is the fleet's.
  public Desk(PaperQueue queue, byte[] secret) {
    this.queue = queue;
    this.seal = new Seal(secret, "pointsman grading: papers");
  }

  CompletionStage<Boolean> offer(String route, Paper paper) {
    byte[] closed = seal.close(name(route, paper.decisionId()), paper.bytes());
    String text = Base64.getEncoder().encodeToString(closed);
    return queue.offer(route, new PaperQueue.Sealed(paper.decisionId(), text));
  }

  /// Those that can be read; what cannot is thrown away.
  CompletionStage<List<Paper>> take(String route, int most) {
    return queue
        .take(route, most)
        .thenApply(all -> all.stream().flatMap(closed -> open(route, closed).stream()).toList());
  }

  CompletionStage<Void> done(String route, String decisionId) {
    return queue.done(route, decisionId);
  }

  private Optional<Paper> open(String route, PaperQueue.Sealed closed) {
    byte[] sealed = Base64.getDecoder().decode(closed.text());
    Optional<Paper> paper =
        seal.open(name(route, closed.decisionId()), sealed).flatMap(Paper::read);
    if (paper.isEmpty()) {
      queue.done(route, closed.decisionId());
    }
    return paper;
  }

  private static String name(String route, String decisionId) {
    return route + "/" + decisionId;
  }
}
