package dev.pointsman.router.openai;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A request that gets an error instead of an answer, in the words of OpenAI's error object.
///
/// `message` says what is wrong and how to mend it; it never holds a prompt, a secret or a trace.
public final class RequestFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final String code;
  private final String param;
  private final long retryAfterSeconds;
  private final TreeMap<String, String> headers = new TreeMap<>();

  private RequestFailure(int status, String type, String code, String param, String message) {
    this(status, type, code, param, message, -1);
  }

  private RequestFailure(
      int status, String type, String code, String param, String message, long retryAfterSeconds) {
    super(message, null, false, false);
    this.retryAfterSeconds = retryAfterSeconds;
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
  }

  /// 400; `param` names the field, empty when it is the body as a whole.
  public static RequestFailure badRequest(String param, String message) {
    return new RequestFailure(400, "invalid_request_error", "invalid_request", param, message);
  }

  public static RequestFailure unauthorized(String message) {
    return new RequestFailure(401, "authentication_error", "invalid_api_key", "", message);
  }

  public static RequestFailure forbidden(String message) {
    return new RequestFailure(403, "permission_error", "forbidden", "", message);
  }

  public static RequestFailure notFound(String code, String param, String message) {
    return new RequestFailure(404, "invalid_request_error", code, param, message);
  }

  public static RequestFailure of(int status, String code, String message) {
    String type = status >= 500 ? "api_error" : "invalid_request_error";
    return new RequestFailure(status, type, code, "", message);
  }

  /// 422: no arm satisfies all that was asked; `param` is the constraint that emptied the set.
  public static RequestFailure infeasible(String param, String message) {
    return new RequestFailure(422, "invalid_request_error", "no_eligible_arm", param, message);
  }

  /// 502 at once: whoever could answer is left alone after failures, for so long at least.
  public static RequestFailure resting(Duration rest) {
    long seconds = Math.max(1, (rest.toMillis() + 999) / 1000);
    return new RequestFailure(
        502,
        "api_error",
        "upstream_unavailable",
        "",
        "every model that could answer rests after failures; try again in " + seconds + " s",
        seconds);
  }

  /// 429: more requests are under way than the router takes.
  public static RequestFailure busy() {
    return new RequestFailure(
        429,
        "rate_limit_error",
        "too_many_requests",
        "",
        "the router has as many requests under way as limits.concurrent_requests allows; try"
            + " again shortly",
        1);
  }

  /// 402: a budget has no room for the request.
  public static RequestFailure budgetExceeded(String message, long retryAfterSeconds) {
    return new RequestFailure(
        402, "insufficient_quota", "budget_exceeded", "", message, retryAfterSeconds);
  }

  /// 429: more than may be asked in a minute, or at once.
  public static RequestFailure rateLimited(String message, long retryAfterSeconds) {
    return new RequestFailure(
        429, "rate_limit_error", "rate_limit_exceeded", "", message, retryAfterSeconds);
  }

  /// 403: somebody has to agree first, or did not.
  public static RequestFailure needsApproval(String code, String message) {
    return new RequestFailure(403, "permission_error", code, "", message);
  }

  /// 429: a session had what its key grants each.
  public static RequestFailure sessionLimited(String message, long retryAfterSeconds) {
    return new RequestFailure(
        429, "rate_limit_error", "session_limit_exceeded", "", message, retryAfterSeconds);
  }

  /// 503: what counts the budgets is away, and nothing may be spent on trust.
  public static RequestFailure budgetsAway() {
    return new RequestFailure(
        503,
        "api_error",
        "budget_store_away",
        "",
        "the budgets cannot be asked now, and budget.on_store_away forbids to spend on trust; try"
            + " again shortly",
        1);
  }

  /// The same, its answer bearing these headers too.
  public RequestFailure with(Map<String, String> more) {
    RequestFailure failure =
        new RequestFailure(status, type, code, param, message(), retryAfterSeconds);
    failure.headers.putAll(headers);
    failure.headers.putAll(more);
    return failure;
  }

  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /// Seconds until another try makes sense, where known.
  public OptionalLong retryAfterSeconds() {
    return retryAfterSeconds < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterSeconds);
  }

  public int status() {
    return status;
  }

  public String type() {
    return type;
  }

  public String code() {
    return code;
  }

  public Optional<String> param() {
    return param.isEmpty() ? Optional.empty() : Optional.of(param);
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
