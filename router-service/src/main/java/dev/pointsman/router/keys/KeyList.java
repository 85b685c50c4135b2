package dev.pointsman.router.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.openai.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Keys as an administrator sees them: what each is and may, and when it was used last to the
/// minute; of its secret nothing.
public record KeyList(KeyBook book, LastUse uses) {

  /// All, those that are not in the book first. Waits for the store.
  public List<ObjectNode> all(Iterable<Bearer> fixed) {
    Map<String, Long> used = uses.all();
    List<ObjectNode> all = new ArrayList<>();
    fixed.forEach(bearer -> all.add(shown(bearer, used, "fixed")));
    book.entries().values().forEach(entry -> all.add(shown(entry, used)));
    return all;
  }

  public Optional<ObjectNode> one(String name, Iterable<Bearer> fixed) {
    return all(fixed).stream().filter(key -> key.path("name").asText().equals(name)).findFirst();
  }

  private static ObjectNode shown(KeyEntry entry, Map<String, Long> used) {
    ObjectNode shown = shown(entry.bearers().getFirst(), used, "book");
    shown.put("created", Instant.ofEpochMilli(entry.created()).toString());
    entry
        .before()
        .ifPresent(b -> shown.put("old_secret_until", Instant.ofEpochMilli(b.until()).toString()));
    entry.revoked().ifPresent(at -> shown.put("revoked", Instant.ofEpochMilli(at).toString()));
    return shown;
  }

  private static ObjectNode shown(Bearer bearer, Map<String, Long> used, String kept) {
    Asker asker = bearer.asker();
    ObjectNode shown = Json.object().put("name", asker.name()).put("kept", kept);
    var roles = shown.putArray("roles");
    bearer.roles().stream()
        .map(Role::name)
        .sorted()
        .forEach(r -> roles.add(r.toLowerCase(Locale.ROOT)));
    list(shown, "routes", asker.routes());
    list(shown, "models", asker.models());
    list(shown, "projects", asker.projects());
    text(shown, "budget", asker.budget());
    text(shown, "project", asker.project());
    text(shown, "user", asker.user());
    text(shown, "team", asker.team());
    if (bearer.until() != Long.MAX_VALUE) {
      shown.put("expires", Instant.ofEpochMilli(bearer.until()).toString());
    }
    Long last = used.get(asker.name());
    shown.put("last_used", last == null ? null : Instant.ofEpochMilli(last).toString());
    return shown;
  }

  private static void list(ObjectNode shown, String key, Collection<String> names) {
    if (!names.isEmpty()) {
      names.stream().sorted().forEach(shown.putArray(key)::add);
    }
  }

  private static void text(ObjectNode shown, String key, String text) {
    if (!text.isEmpty()) {
      shown.put(key, text);
    }
  }
}
