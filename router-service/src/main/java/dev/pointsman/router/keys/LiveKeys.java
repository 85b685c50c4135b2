package dev.pointsman.router.keys;

import dev.pointsman.feedback.SharedTable.Contents;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.router.config.ConfigProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of the book as requests are held against them: read at boot, and again when somebody
/// has changed one. `look` belongs to one thread, `bearer` to any; it takes a nanosecond or ten.
public final class LiveKeys {

  private static final Logger LOG = LoggerFactory.getLogger(LiveKeys.class);

  private final KeyBook book;
  private final LastUse uses;
  private volatile Map<String, Bearer> bearers = Map.of();
  private long version = -1;

  public LiveKeys(KeyBook book, LastUse uses) {
    this.book = book;
    this.uses = uses;
  }

  public KeyBook book() {
    return book;
  }

  public LastUse uses() {
    return uses;
  }

  /// Whom a secret of this hash lets in, if anybody.
  public Optional<Bearer> bearer(String sha256) {
    return Optional.ofNullable(bearers.get(sha256))
        .filter(b -> Secrets.isEqual(b.sha256(), sha256));
  }

  /// Takes what was changed since the last look, and tells now and then what was used. While the
  /// store is away what is known holds.
  public void look(long nowMillis) {
    uses.tell(nowMillis);
    try {
      if (book.version() != version) {
        read();
      }
    } catch (StoreAwayException e) {
      LOG.debug("keys stay as they are known");
    }
  }

  /// Reads all. Throws {@link StoreAwayException}.
  public void read() {
    Contents contents = book.contents();
    Map<String, Bearer> all = new HashMap<>();
    contents
        .entries()
        .forEach(
            (name, text) -> {
              try {
                KeyEntry.parse(name, text).bearers().forEach(b -> all.put(b.sha256(), b));
              } catch (ConfigProblem e) {
                LOG.warn("a key lets nobody in: {}", e.getMessage());
              }
            });
    bearers = Map.copyOf(all);
    version = contents.version();
  }
}
