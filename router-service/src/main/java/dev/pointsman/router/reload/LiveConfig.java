package dev.pointsman.router.reload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTable.Contents;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.ConfigSource.Loaded;
import dev.pointsman.router.config.Frozen;
import dev.pointsman.router.config.Overlay;
import dev.pointsman.router.config.Overlay.Kind;
import dev.pointsman.router.config.Overlay.Place;
import dev.pointsman.router.config.RouterConfig;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file and the changes of the admin API over it: read at boot, and again whenever either is
/// another. What is not good changes nothing: what serves goes on, and the state says why.
///
/// One thread; `state` for any. Blocks while the store answers.
public final class LiveConfig {

  private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);
  private static final int ATTEMPTS = 5;
  private static final String UNREADABLE = "\0";

  private final ConfigSource source;
  private final Shared table;
  private final Consumer<RouterConfig> serve;
  private final RouterConfig running;
  private final InstantSource clock;
  private volatile ConfigState state;
  private String goodText = "";
  private String seenText = "";
  private String lastText = "";
  private Contents contents = Contents.NONE;
  private long lastVersion;

  /// `running` is what the file alone says at boot, from which a running router cannot part in all
  /// things (see {@link Frozen}); `serve` is told what serves from then on.
  public LiveConfig(
      ConfigSource source,
      SharedTable table,
      RouterConfig running,
      Consumer<RouterConfig> serve,
      InstantSource clock) {
    this.source = source;
    this.table = new Shared(table);
    this.running = running;
    this.serve = serve;
    this.clock = clock;
    this.state = ConfigState.of(running, clock.instant());
  }

  public ConfigState state() {
    return state;
  }

  /// Serves the file with the changes over it or, when they fit it no longer, the file alone.
  /// Throws {@link ConfigProblem} and {@link StoreAwayException}.
  public void boot() {
    lastText = source.text().get();
    seenText = lastText;
    Contents kept = table.read();
    lastVersion = kept.version();
    try {
      become(lastText, kept);
    } catch (ConfigProblem e) {
      become(lastText, new Contents(kept.version(), Map.of()));
      contents = kept;
      refuse("the changes made at run time are left out: " + e.getMessage());
    }
  }

  /// Reloads if the file has become another and stood still since the last look, or somebody has
  /// changed something. Never throws; to be called about twice a second.
  public void look() {
    String text = read();
    boolean isStill = text.equals(seenText);
    seenText = text;
    try {
      boolean isOther = isStill && !text.equals(lastText);
      if (isOther || table.version() != lastVersion) {
        reload();
      }
    } catch (ConfigProblem | StoreAwayException e) {
      LOG.debug("the configuration stays: {}", e.getMessage());
    }
  }

  /// Reads all afresh. Throws {@link ConfigProblem} when what serves stays, for that reason.
  public ConfigState reload() {
    Contents now = kept();
    lastText = read();
    lastVersion = now.version();
    try {
      if (lastText.startsWith(UNREADABLE)) {
        throw new ConfigProblem(lastText.substring(UNREADABLE.length()));
      }
      become(lastText, now);
      return state;
    } catch (ConfigProblem e) {
      refuse(String.valueOf(e.getMessage()));
      throw e;
    } catch (StoreAwayException e) {
      lastText = "";
      refuse("a new route cannot begin while the event store is away; it is tried again");
      throw e;
    }
  }

  /// Keeps an entry for all routers and serves it here. A model comes with its price, which takes
  /// the place of one that was set alone. Throws {@link ConfigProblem} when it does not fit; {@link
  /// StoreAwayException}.
  public ConfigState put(Place place, JsonNode body) {
    Map<String, Optional<String>> changes = withoutPrice(place);
    changes.put(place.key(), Optional.of(Overlay.text(Optional.of(body))));
    return keep(changes);
  }

  /// Takes away what is under a name, also when the file has it. Throws as `put` does.
  public ConfigState remove(Place place) {
    Map<String, Optional<String>> changes = withoutPrice(place);
    boolean isInFile = place.isIn(source.load(goodText, Overlay.NONE).config());
    String takenAway = Overlay.text(Optional.empty());
    changes.put(place.key(), isInFile ? Optional.of(takenAway) : Optional.empty());
    return keep(changes);
  }

  /// Forgets a change: what the file says under the name holds again. Throws as `put` does.
  public ConfigState forget(Place place) {
    return keep(Map.of(place.key(), Optional.empty()));
  }

  private static Map<String, Optional<String>> withoutPrice(Place place) {
    Map<String, Optional<String>> changes = new HashMap<>();
    if (place.kind() == Kind.ARM) {
      changes.put(new Place(Kind.PRICE, place.name()).key(), Optional.empty());
    }
    return changes;
  }

  private ConfigState keep(Map<String, Optional<String>> changes) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Contents before = table.read();
      Map<String, String> after = new HashMap<>(before.entries());
      changes.forEach(
          (key, text) -> text.ifPresentOrElse(t -> after.put(key, t), () -> after.remove(key)));
      source.load(goodText, Overlay.of(after));
      OptionalLong made = table.change(before.version(), changes);
      if (made.isPresent()) {
        lastVersion = made.getAsLong();
        Optional<String> unread = lastText.equals(goodText) ? Optional.empty() : state.problem();
        become(goodText, new Contents(lastVersion, after));
        unread.ifPresent(why -> state = state.refused(why));
        return state;
      }
    }
    throw new ConfigProblem("others change the configuration at this moment; try again");
  }

  private void become(String text, Contents changes) {
    Overlay overlay = Overlay.of(changes.entries());
    Loaded loaded = source.load(text, overlay);
    List<String> waiting = Frozen.waiting(running, loaded.config());
    RouterConfig next = Frozen.within(running, loaded.config());
    serve.accept(next);
    goodText = text;
    contents = changes;
    state =
        new ConfigState(
            next,
            loaded.written(),
            overlay,
            changes.version(),
            clock.instant(),
            Optional.empty(),
            waiting);
    LOG.info(
        "{}: {} models, {} routes, {} changes over the file",
        source.name(),
        next.models().size(),
        next.routes().size(),
        changes.entries().size());
    if (!waiting.isEmpty()) {
      LOG.warn("{}: to be restarted for {}", source.name(), String.join(", ", waiting));
    }
  }

  private void refuse(String why) {
    state = state.refused(why);
    LOG.warn("the configuration is refused, what serves stays: {}", why);
  }

  /// The file's text; of one that cannot be read, something no good file says.
  private String read() {
    try {
      return source.text().get();
    } catch (ConfigProblem e) {
      return UNREADABLE + e.getMessage();
    }
  }

  /// The changes; while the store is away, those known last.
  private Contents kept() {
    try {
      return table.read();
    } catch (StoreAwayException e) {
      return contents;
    }
  }
}
