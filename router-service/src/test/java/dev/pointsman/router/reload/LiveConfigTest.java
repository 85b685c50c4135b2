package dev.pointsman.router.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.Overlay.Kind;
import dev.pointsman.router.config.Overlay.Place;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.openai.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveConfigTest {

  private static final String ONE =
      """
      providers:
        p: { base_url: http://h/v1 }
      models:
        - { id: a, provider: p, price: { input: 1, output: 2 } }
      routes:
        auto: { arms: [a] }
      """;

  private static final String BODY =
      "{\"id\":\"n\",\"provider\":\"p\",\"price\":{\"input\":1,\"output\":1}}";

  private final AtomicReference<String> file = new AtomicReference<>(ONE);
  private final Table table = new Table();
  private final List<RouterConfig> served = new ArrayList<>();
  private final LiveConfig live = live();

  /// A table whose store may be away.
  private static final class Table implements SharedTable {
    private final SharedTable kept = new InMemoryTable();
    private boolean isAway;

    @Override
    public CompletionStage<Contents> read() {
      return isAway ? away() : kept.read();
    }

    @Override
    public CompletionStage<Long> version() {
      return isAway ? away() : kept.version();
    }

    @Override
    public CompletionStage<OptionalLong> change(long since, Map<String, Optional<String>> entries) {
      return isAway ? away() : kept.change(since, entries);
    }

    private static <T> CompletionStage<T> away() {
      return CompletableFuture.failedStage(new IllegalStateException("away"));
    }
  }

  private LiveConfig live() {
    ConfigSource source =
        new ConfigSource(
            "f.yaml",
            () -> {
              if (file.get().isEmpty()) {
                throw new ConfigProblem("there is no file f.yaml");
              }
              return file.get();
            },
            Map.of());
    return new LiveConfig(source, table, source.alone(), served::add, InstantSource.system());
  }

  @Test
  void boot_changesThatFitNoMore_servesTheFileAndSaysSo() {
    table.change(0, Map.of("arm:n", Optional.of(BODY.replace("\"p\"", "\"gone\""))));

    live.boot();

    assertThat(models()).containsExactly("a");
    assertThat(live.state().problem().orElseThrow())
        .contains("left out", "arm `n`: provider: no provider `gone`");
    live.forget(new Place(Kind.ARM, "n"));
    assertThat(live.state().problem()).isEmpty();
  }

  @Test
  void look_fileStillBeingWritten_waitsUntilItStandsStill() {
    live.boot();
    file.set(ONE.replace("id: a,", "id: b,"));
    live.look();
    assertThat(live.state().problem()).isEmpty();
    file.set(ONE.replace("[a]", "[b]").replace("id: a,", "id: b,"));
    live.look();
    assertThat(models()).containsExactly("a");

    live.look();

    assertThat(models()).containsExactly("b");
    assertThat(live.state().problem()).isEmpty();
  }

  @Test
  void look_fileGoneAndBack_saysSoMeanwhile() {
    live.boot();
    file.set("");
    live.look();
    live.look();
    assertThat(live.state().problem()).contains("there is no file f.yaml");

    file.set(ONE);
    live.look();
    live.look();

    assertThat(live.state().problem()).isEmpty();
  }

  @Test
  void look_nothingNew_servesNothingAnew() {
    live.boot();
    for (int i = 0; i < 5; i++) {
      live.look();
    }

    assertThat(served).hasSize(1);
  }

  @Test
  void look_anotherRouterChangedSomething_servesIt() {
    live.boot();
    LiveConfig other = live();
    other.boot();

    other.put(new Place(Kind.ARM, "n"), Json.object(BODY.getBytes(StandardCharsets.UTF_8)));
    live.look();

    assertThat(models()).containsExactly("a", "n");
    assertThat(live.state().version()).isEqualTo(1);
  }

  @Test
  void look_storeAway_servesAChangedFileWithTheChangesKnownLast() {
    live.boot();
    live.put(new Place(Kind.ARM, "n"), Json.object(BODY.getBytes(StandardCharsets.UTF_8)));
    table.isAway = true;
    file.set(ONE.replace("input: 1", "input: 7"));
    live.look();
    live.look();

    assertThat(models()).containsExactly("a", "n");
    assertThat(served.getLast().models().getFirst().price().forEngine().inputUsdPerMtok())
        .isEqualTo(7);
    assertThatThrownBy(() -> live.remove(new Place(Kind.ARM, "n")))
        .isInstanceOf(StoreAwayException.class);
  }

  @Test
  void put_whileTheFileIsBad_changesWhatServesAndKeepsTheComplaint() {
    live.boot();
    file.set(ONE + "rutes: {}\n");
    live.look();
    live.look();

    live.put(new Place(Kind.ARM, "n"), Json.object(BODY.getBytes(StandardCharsets.UTF_8)));

    assertThat(models()).containsExactly("a", "n");
    assertThat(live.state().problem().orElseThrow()).contains("rutes: unknown key");
  }

  private List<String> models() {
    return served.getLast().models().stream().map(Model::id).toList();
  }
}
