package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.approval.Approval;
import dev.pointsman.router.approval.ApprovalBook;
import dev.pointsman.router.approval.Wish;
import dev.pointsman.router.decision.Prospect;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/// Asks for a person's word on one request, and uses it up once what it needs is reserved. One
/// event loop.
final class Consent {

  private static final String HEADER = "x-pointsman-approval";

  private final BudgetDesk desk;
  private final ApprovalBook book;
  private final Duration life;
  private final Prospect prospect;
  private final Amount most;

  /// A cap that may be passed with somebody's word has no room for the request.
  static final class CapHit extends RuntimeException {
    private static final long serialVersionUID = 1;

    CapHit(String message) {
      super(message, null, false, false);
    }
  }

  Consent(BudgetDesk desk, ApprovalBook book, Duration life, Prospect prospect, Needs needs) {
    this.desk = desk;
    this.book = book;
    this.life = life;
    this.prospect = prospect;
    this.most = needs.most();
  }

  /// Fails with a 403 that names the approval until it is granted, and once it is refused.
  Future<Approval> given(Wish.Kind kind, String why) {
    String key = prospect.asker().name();
    String model = prospect.request().model();
    String body = Json.text(prospect.request().body().deepCopy().without("pointsman"));
    Wish wish =
        new Wish(
            key, prospect.asker().budget(), model, kind, why, most, book.mark(key, model, body));
    return desk.told(book.ask(prospect.request().terms().approval(), wish, life))
        .recover(away -> Future.failedFuture(RequestFailure.budgetsAway()))
        .compose(
            approval ->
                switch (approval.state()) {
                  case GRANTED ->
                      named(approval)
                          ? Future.succeededFuture(approval)
                          : refuse("approval_required", "is granted; repeat the request", approval);
                  case REFUSED -> refuse("approval_refused", "was refused", approval);
                  case PENDING, USED ->
                      refuse(
                          "approval_required",
                          "waits to be granted; repeat the request once it is,",
                          approval);
                });
  }

  /// The hold, of which the approval is now part; it is given back when another was quicker.
  Future<Hold> use(Approval approval, Hold hold) {
    return desk.told(book.use(approval.id(), prospect.id().toString()))
        .otherwise(false)
        .compose(
            isUsed -> {
              if (isUsed) {
                return Future.succeededFuture(hold);
              }
              hold.settle(Amount.NONE);
              return refuse("approval_required", "was used by another request", approval);
            });
  }

  private boolean named(Approval approval) {
    return prospect.request().terms().approval().filter(approval.id()::equals).isPresent();
  }

  private static <T> Future<T> refuse(String code, String how, Approval approval) {
    String message =
        "%s; approval `%s` %s with `pointsman.approval` or the header %s"
            .formatted(approval.wish().why(), approval.id(), how, HEADER);
    return Future.failedFuture(
        RequestFailure.needsApproval(code, message).with(Map.of(HEADER, approval.id())));
  }
}
