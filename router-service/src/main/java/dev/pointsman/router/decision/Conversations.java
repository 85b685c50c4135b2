package dev.pointsman.router.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.router.openai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Which arm answers which conversation, so that later turns keep it.
///
/// A conversation is known by the session the client names, else by an HMAC of caller, system
/// prompt and first user message. Kept in this process for an hour after the last turn, 100,000 at
/// most; on another replica, or after a restart, the next turn is drawn anew. Any thread.
public final class Conversations {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 12;
  private static final long MOST = 100_000;
  private static final Duration IDLE = Duration.ofHours(1);

  private final SecretKeySpec secret;
  private final Cache<Place, Seat> seats =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

  /// A conversation of a caller on a route.
  record Place(String route, String caller, String conversation) {}

  /// The arm that answered last, how many input tokens it was sent, when (epoch milliseconds), and
  /// whether the conversation belongs to the holdout.
  record Seat(String arm, int inputTokens, long atMillis, boolean holdout) {}

  /// `secret` is the fleet's.
  public Conversations(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /// What the record calls the conversation: the client's session, or the HMAC.
  String nameOf(ChatRequest request, String caller) {
    return request.terms().session().orElseGet(() -> mac(caller, request.dialogue().opening()));
  }

  /// Where the conversation sits. A first turn without a session has none: the same question asked
  /// twice is two conversations.
  Optional<Seat> seat(Place place, ChatRequest request) {
    boolean later = request.terms().session().isPresent() || request.dialogue().later();
    return later ? Optional.ofNullable(seats.getIfPresent(place)) : Optional.empty();
  }

  void seat(Place place, Seat seat) {
    seats.put(place, seat);
  }

  private String mac(String caller, String opening) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(("conversation\n" + caller + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] full = mac.doFinal(opening.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, MAC_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
    }
  }
}
