package dev.pointsman.router.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTable.Contents;
import dev.pointsman.router.config.ApiKey;
import dev.pointsman.router.config.KeySettings;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.reload.Shared;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The keys that are kept beside the events, for all routers: made, rotated, given an end, revoked.
/// Of a secret only its hash is kept; it is told once, to whoever asked for it.
///
/// Any thread that may wait for the store; throws {@link dev.pointsman.feedback.StoreAwayException}
/// while it is away. A revoked key stays in the book, so that nobody gets its name and with it its
/// decisions.
public final class KeyBook {

  public static final String TABLE = "keys";

  private static final int ATTEMPTS = 5;

  private final Shared table;
  private final InstantSource clock;

  /// A key with its secret.
  public record Told(String name, String secret) {
    @Override
    public String toString() {
      return "Told(" + name + ")";
    }
  }

  public KeyBook(SharedTable table, InstantSource clock) {
    this.table = new Shared(table);
    this.clock = clock;
  }

  long version() {
    return table.version();
  }

  /// All entries by name. Throws {@link ConfigProblem} when one is torn.
  Map<String, KeyEntry> entries() {
    return entries(table.read());
  }

  static Map<String, KeyEntry> entries(Contents contents) {
    Map<String, KeyEntry> all = new TreeMap<>();
    contents.entries().forEach((name, text) -> all.put(name, KeyEntry.parse(name, text)));
    return all;
  }

  Contents contents() {
    return table.read();
  }

  /// Makes a key of an entry of the file's `keys` without its secret. Throws {@link ConfigProblem}
  /// when that is not good, a 409 when there is or was one of the name.
  public Told create(ObjectNode settings, RouterConfig config) {
    ApiKey key = KeySettings.read(settings, Optional.of(config));
    if (config.auth().keys().stream().anyMatch(other -> other.name().equals(key.name()))) {
      throw taken(key.name(), "stands in the configuration's file");
    }
    String secret = Secrets.make();
    KeyEntry made =
        new KeyEntry(
            settings, Secrets.hash(secret), Optional.empty(), clock.millis(), OptionalLong.empty());
    for (int i = 0; i < ATTEMPTS; i++) {
      Contents before = table.read();
      if (before.entries().containsKey(key.name())) {
        throw taken(key.name(), "is there, or was and is revoked");
      }
      if (keep(before, key.name(), made)) {
        return new Told(key.name(), secret);
      }
    }
    throw busy();
  }

  /// Makes the very first key, which may do all, unless any was ever made.
  public Optional<Told> first(ObjectNode settings) {
    String secret = Secrets.make();
    KeyEntry made =
        new KeyEntry(
            settings, Secrets.hash(secret), Optional.empty(), clock.millis(), OptionalLong.empty());
    String name = made.key().name();
    boolean isFirst = table.version() == 0 && keep(Contents.NONE, name, made);
    return isFirst ? Optional.of(new Told(name, secret)) : Optional.empty();
  }

  /// Gives it another secret; the old one holds on for a while. Throws a 404, a 409 when it is
  /// revoked.
  public Told rotate(String name, Duration overlap) {
    String secret = Secrets.make();
    long until = clock.instant().plus(overlap).toEpochMilli();
    change(name, entry -> entry.rotated(Secrets.hash(secret), until, clock.millis()));
    return new Told(name, secret);
  }

  /// Lets it end at a time, written as in the file. Throws {@link ConfigProblem}, a 404, a 409.
  public void expire(String name, String when) {
    change(
        name,
        entry -> {
          KeyEntry changed = entry.expiring(when);
          changed.key();
          return changed;
        });
  }

  /// Lets it end now, on all routers within two seconds. Throws a 404; a 409 when it is revoked, or
  /// when nobody with the role `admin` were left. `isAdminElsewhere`: there is one beside these.
  public void revoke(String name, boolean isAdminElsewhere) {
    Map<String, KeyEntry> all = entries();
    boolean isLastAdmin =
        !isAdminElsewhere
            && all.containsKey(name)
            && isAdmin(all.get(name))
            && all.entrySet().stream()
                .noneMatch(other -> !other.getKey().equals(name) && isAdmin(other.getValue()));
    if (isLastAdmin) {
      throw RequestFailure.of(
          409,
          "last_admin_key",
          "`" + name + "` is the last key with the role admin; make another one first");
    }
    change(name, entry -> entry.revokedAt(clock.millis()));
  }

  private boolean isAdmin(KeyEntry entry) {
    ApiKey key = entry.key();
    return entry.revoked().isEmpty()
        && key.roles().contains(Role.ADMIN)
        && key.expires().orElse(Long.MAX_VALUE) > clock.millis();
  }

  private void change(String name, UnaryOperator<KeyEntry> how) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Contents before = table.read();
      String text = before.entries().get(name);
      if (text == null) {
        throw RequestFailure.notFound("key_not_found", "name", "there is no key `" + name + "`");
      }
      KeyEntry entry = KeyEntry.parse(name, text);
      if (entry.revoked().isPresent()) {
        throw taken(name, "is revoked");
      }
      if (keep(before, name, how.apply(entry))) {
        return;
      }
    }
    throw busy();
  }

  private boolean keep(Contents before, String name, KeyEntry entry) {
    return table.change(before.version(), Map.of(name, Optional.of(entry.text()))).isPresent();
  }

  private static RequestFailure taken(String name, String why) {
    return RequestFailure.of(409, "key_conflict", "key `" + name + "` " + why);
  }

  private static RequestFailure busy() {
    return RequestFailure.of(409, "key_conflict", "others change keys at this moment; try again");
  }
}
