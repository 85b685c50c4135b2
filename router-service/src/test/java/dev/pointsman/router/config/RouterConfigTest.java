package dev.pointsman.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.bandit.objective.Aim;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Metric;
import dev.pointsman.feedback.Retention;
import dev.pointsman.feedback.SignalRules;
import dev.pointsman.feedback.fold.KeepRules;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.config.RouterConfig.HealthRules;
import dev.pointsman.router.config.RouterConfig.Learning;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Role;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterConfigTest {

  /// The first file of design.md section 6, as it stands there.
  private static final String FIRST_FILE =
      """
      server:    { host: 127.0.0.1, port: 8080, data_dir: ./data }
      redis:     { url: embedded }                    # or redis://host:6379, or cluster: [host:port, ...]
      auth:      { mode: keys }                       # or none: accepted on loopback only
      providers:
        openai:  { type: openai, base_url: https://api.openai.com/v1, api_key: "${OPENAI_API_KEY}" }   # type: openai | anthropic
      models:
        - { id: gpt-4o-mini, provider: openai, model: gpt-4o-mini, context: 128000, quality_prior: 0.82,
            price: { input: 0.15, output: 0.60, cached_input: 0.075, reasoning: 0.60 } }               # USD per million tokens
        - { id: gpt-4o, provider: openai, model: gpt-4o, context: 128000, quality_prior: 0.887, price: { input: 2.50, output: 10.00, cached_input: 1.25 } }
      routes:
        auto:    { arms: [gpt-4o-mini, gpt-4o], objective: { usd_per_good_answer: 0.25 } }             # or lambda, budget_usd_per_request, min_quality; presets saver .02, balanced .25, quality 2
      """;

  private static final String EVERY_KEY =
      """
      server: { host: localhost, port: 9000, data_dir: /tmp/x }
      redis: { url: "redis://:pw@host:6379" }
      learning: { snapshot_every: 500, snapshot_minutes: 7, keep_rewards: 9000, archive: true }
      retention: { decisions_hours: 72, rewards_days: 90, voices_days: 7, spend_days: 60 }
      auth: { mode: keys }
      keys:
        - { name: app, key: "${APP_KEY}", roles: [application, viewer], routes: [auto], models: [a],
            budget: org/team-a/alice, project: search,
            max_input_tokens: { limit: 9000, over: approve }, session: { calls: 90, usd: 0.5, calls_per_minute: 20 },
            limits: { requests_per_minute: 60, tokens_per_minute: 1000, concurrent: 3 }, require: { regions: [eu], retention: 0, trains_on_data: false } }
      providers:
        p: { type: openai, base_url: "http://host/v1/", api_key: "${APP_KEY}",
             output_limit: max_completion_tokens, headers: { x-team: search }, query: { api-version: "2024-10-21" }, stream_usage: false }
      models:
        - { id: a, provider: p, model: a-1, context: 1000, quality_prior: 0.5, weight: 3,
            limits: { requests_per_minute: 60, tokens_per_minute: 1000, concurrent: 3 },
            kind: chat, max_output: 500, deployments: [{ provider: p, model: a-2, weight: 2 }],
            price: { input: 1, output: 2, cached_input: 0.5, cache_write: 1.5, cache_write_1h: 2, reasoning: 3,
              audio_input: 8, audio_output: 9, per_request: 0.01, per_image: 0.02, per_output_image: 0.03,
              per_audio_minute: 0.04, per_search: 0.05,
              tiers: [{ above: 1000, input: 2, output: 4, cached_input: 1, cache_write: 3, cache_write_1h: 4,
                reasoning: 6, audio_input: 16, audio_output: 18 }] },
            params: { reasoning_effort: low }, family: meta, local: true, data: { regions: [eu], retention: 0, trains_on_data: false } }
        - { id: own, provider: p, model: o-1, price: { usd_per_hour: 4, tokens_per_s: 1500, max_concurrency: 32,
              utilisation: 0.6, max_wait_ms: 500 } }
      routes:
        auto: { arms: [a], learner: lints, next_learner: adaptive, cutover_after_rewards: 5000, objective: { usd_per_good_answer: 0.5 }, mode: observe, holdout: 0.1,
                baseline: a, gold: review, horizon_hours: { user: 1, check: 2, judge: 0.5, review: 48 },
                metrics: { resolved: { kind: boolean, source: CHECK },
                           effort: { kind: float, optimize: min, source: USER, range: [1, 5] } },
                implicit: { regenerate: true, abandonment: true }, review: { per_week: 50, keep_texts: true },
                judge: { model: a, other_model: a, own_family_sample: 0.1, sample: 0.02, budget_usd_per_day: 2.5,
                         per_minute: 7, mode: pairwise, rubrics: { code: It runs. }, max_output_tokens: 99 },
                shadow: { rate: 0.03, budget_usd_per_day: 1.5, arms: 2, streams: true, tools: true, restricted: true },
                require: { regions: [eu], retention: 30, trains_on_data: false } }
        b: { arms: [a], objective: { lambda: 7 } }
        c: { arms: [a], objective: { preset: saver } }
        d: { arms: [a], exploration: 2, candidate: { learner: lints, exploration: 0.5, lambda: 3, canary: 0.2,
               alpha: 0.01, margin: 0.01, quality_loss: 0.03, cost_rise: 1, warm_up: 10, rows: 100 } }
        e: { arms: [a], objective: { budget_usd_per_request: 0.002, min_quality: 0.8 } }
      limits: { body_bytes: 5000, connect_timeout_ms: 1, response_timeout_ms: 2, idle_timeout_ms: 3, retry_budget_ms: 4,
                upstream_connections: 5, first_token_timeout_ms: 6, total_timeout_ms: 7, concurrent_requests: 8, loop_warning: 9, loop_stop: 10,
                session_cost_warning: 11, session_cost_stop: 12, session_cost_least_usd: 0.5 }
      budgets:
        org: { cap_usd: 500, window: month, rolling: false, time_zone: Europe/Berlin, soft: 0.7, on_cap: deny,
               approve_over_usd: 1, approve_over_tokens: 10000 }
        org/team-a: [{ cap_tokens: 1000, window: day, rolling: true }, { cap_usd: 50 }]
      budget: { default: org, on_store_away: allowance, allowance_usd: 1.5, token_safety: 1.5, least_output_tokens: 100,
                patience_ms: 10, lease_ms: 1000, late_ms: 20, approval_ms: 5000 }
      health: { window: 20, least_calls: 4, failure_share: 0.6, rest_ms: 70 }
      features: { file: features.bin, next: { embedding: hashed } }
      values: { projects: { p: 2 }, tiers: { t: { value: 3, users: [u], keys: [k], teams: [x] } } }
      quality_floors: { tiers: { t: 0.7 }, teams: { x: 0.8 }, projects: { p: 0.6 }, tasks: { code: 0.5 }, languages: { de: 0.4 } }
      alerts:
        every_s: 5
        webhook: { url: 'https://hooks/x', secret: app-secret-of-hooks }
        rules:
          - { name: r, period: day, usd: 5, at: [0.5], forecast: true, growth: 3, least_usd: 2,
              team: t, project: p, key: k, user: u, model: a, route: auto }
          - { name: b, budget: org/team-a, at: [0.5] }
      logging: { level: warn }
      """;

  @Test
  void parse_firstFileOfTheDesign_worksAsItStands() {
    RouterConfig config =
        RouterConfig.parse(FIRST_FILE, "pointsman.yaml", Map.of("OPENAI_API_KEY", "sk-x"));

    assertThat(config.providers().get("openai"))
        .satisfies(p -> assertThat(p.apiKey()).contains("sk-x"))
        .satisfies(p -> assertThat(p.baseUrl()).hasToString("https://api.openai.com/v1"));
    Model mini = config.models().getFirst();
    assertThat(mini.qualityPrior()).hasValue(0.82);
    Tokens tokens = new Tokens(1_000_000, 500_000, 0, 1_000_000, 0);
    assertThat(mini.price().at(0).microUsd(Quantities.of(tokens)))
        .isEqualTo(75_000 + 37_500 + 600_000);
    assertThat(config.defaultRoute().objective().lambda()).isEqualTo(4);
    assertThat(config.auth().open()).isFalse();
    assertThat(config.toString()).doesNotContain("sk-x");
  }

  @Test
  void parse_everyKey_isRead() {
    YamlDocument document = YamlDocument.parse(EVERY_KEY, "x");
    Set<String> read = new HashSet<>();

    RouterConfig config =
        ConfigReader.read(document, Map.of("APP_KEY", "app-secret"), Overlay.NONE, read);

    assertThat(read).containsExactlyInAnyOrderElementsOf(keysOf(ConfigSchema.published(), ""));
    assertThat(config.routes())
        .extracting(route -> route.objective().lambda())
        .containsExactly(2.0, 7.0, 50.0, 4.0, 4.0);
    assertThat(config.routes().getLast().objective().aim())
        .contains(new Aim(OptionalDouble.of(0.002), OptionalDouble.of(0.8)));
    assertThat(config.auth().keys().getFirst().roles())
        .containsExactlyInAnyOrder(Role.APPLICATION, Role.VIEWER);
    assertThat(config.auth().keys().getFirst())
        .satisfies(key -> assertThat(key.budget()).isEqualTo("org/team-a/alice"))
        .satisfies(key -> assertThat(key.project()).isEqualTo("search"));
    assertThat(config.providers().values())
        .extracting(p -> p.baseUrl().toString())
        .containsExactly("http://host/v1");
    assertThat(config.routes().getFirst().learning())
        .isEqualTo(new Learning("lints", Optional.of("adaptive"), OptionalLong.of(5_000)));
    assertThat(config.features().next().map(FeatureSource::embedding)).contains(Embedding.HASHED);
    assertThat(config.keeping())
        .isEqualTo(new KeepRules(500, Duration.ofMinutes(7), 9_000, true, Optional.empty()));
    assertThat(config.retention())
        .isEqualTo(
            new Retention(
                Optional.of(Duration.ofDays(3)),
                Optional.of(Duration.ofDays(90)),
                Duration.ofDays(7),
                Duration.ofDays(60)));
    assertThat(config.limits().retryBudget()).hasMillis(4);
    assertThat(config.limits().firstToken()).hasMillis(6);
    assertThat(config.limits().total()).hasMillis(7);
    assertThat(config.limits().concurrentRequests()).isEqualTo(8);
    assertThat(config.health()).isEqualTo(new HealthRules(20, 4, 0.6, Duration.ofMillis(70)));
    assertThat(config.models().getFirst().deployments())
        .extracting(d -> d.upstreamName() + " x" + d.weight())
        .containsExactly("a-1 x3.0", "a-2 x2.0");
    assertThat(config.toString()).doesNotContain("app-secret").doesNotContain("pw@");
  }

  @Test
  void features_nextThatMakesTheSame_isRefused() {
    String yaml = minimal() + "\nfeatures: { embedding: hashed, next: { embedding: hashed } }";
    FeatureSource features = RouterConfig.parse(yaml, "x", Map.of()).features();

    assertThatThrownBy(features::pair)
        .isInstanceOf(ConfigProblem.class)
        .hasMessageContaining("features.next");
  }

  @Test
  void signals_everyKey_sayHowARouteReadsItsSignals() {
    RouterConfig config = RouterConfig.parse(EVERY_KEY, "x", Map.of("APP_KEY", "app-secret"));
    SignalRules rules = config.signalRules("auto");

    assertThat(rules.gold()).isEqualTo(Source.REVIEW);
    assertThat(rules.family("a")).isEqualTo("meta");
    assertThat(rules.horizon(Source.JUDGE, Duration.ZERO)).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.longestHorizon(Duration.ofHours(24))).isEqualTo(Duration.ofHours(48));
    assertThat(rules.metrics())
        .containsEntry("resolved", new Metric(Source.CHECK, true, 0, 1))
        .containsEntry("effort", new Metric(Source.USER, false, 5, 1));
    assertThat(config.signalRules("d").gold()).isEqualTo(Source.CHECK);
    assertThat(config.signalRules("gone")).isEqualTo(SignalRules.PLAIN);
  }

  @Test
  void metrics_nameThatMeansSomething_isRefused() {
    for (String name : List.of("thumb", "edit", "regenerate", "grade")) {
      String yaml = minimal().replace("arms: [a]", "arms: [a], metrics: { " + name + ": {} }");
      assertThatThrownBy(() -> RouterConfig.parse(yaml, "x", Map.of()))
          .isInstanceOf(ConfigProblem.class)
          .hasMessageContaining(name)
          .hasMessageContaining("choose another name");
    }
    String range = minimal().replace("arms: [a]", "arms: [a], metrics: { m: { range: [0, 2] } }");
    assertThatThrownBy(() -> RouterConfig.parse(range, "x", Map.of()))
        .hasMessageContaining("range")
        .hasMessageContaining("kind float");
  }

  @Test
  void parse_defaults_areThoseOfTheSchema() {
    RouterConfig config = RouterConfig.parse(minimal(), "x", Map.of());
    JsonNode schema = ConfigSchema.published().path("properties");

    JsonNode server = schema.path("server").path("properties");
    assertThat(config.server().port()).isEqualTo(server.path("port").path("default").asInt());
    assertThat(config.server().host()).isEqualTo(server.path("host").path("default").asText());
    JsonNode limits = schema.path("limits").path("properties");
    assertThat(config.limits().bodyBytes())
        .isEqualTo(limits.path("body_bytes").path("default").asLong());
    assertThat(config.limits().connect())
        .hasMillis(limits.path("connect_timeout_ms").path("default").asLong());
    assertThat(config.limits().response())
        .hasMillis(limits.path("response_timeout_ms").path("default").asLong());
    assertThat(config.limits().idle())
        .hasMillis(limits.path("idle_timeout_ms").path("default").asLong());
    assertThat(config.limits().upstreamConnections())
        .isEqualTo(limits.path("upstream_connections").path("default").asInt());
    JsonNode retention = schema.path("retention").path("properties");
    assertThat(config.retention()).isEqualTo(Retention.USUAL);
    assertThat(config.retention().voices())
        .isEqualTo(Duration.ofDays(retention.path("voices_days").path("default").asLong()));
    assertThat(config.retention().spend())
        .isEqualTo(Duration.ofDays(retention.path("spend_days").path("default").asLong()));
    assertThat(config.models().getFirst().context()).isEqualTo(128_000);
    assertThat(config.models().getFirst().upstreamName()).isEqualTo("a");
  }

  @Test
  void retention_shorterThanADay_goesWithShorterHorizons() {
    String yaml =
        minimal()
                .replace(
                    "arms: [a]",
                    "arms: [a], horizon_hours: { user: 2, check: 1, judge: 1, review: 2 }")
            + "retention: { decisions_hours: 2 }\n";

    assertThat(RouterConfig.parse(yaml, "x", Map.of()).retention().decisions())
        .contains(Duration.ofHours(2));
  }

  @Test
  void parse_cluster_isItsNodesAndHidden() {
    String yaml = minimal() + "redis: { cluster: [\"a:1\", \"rediss://:pw@b:2\"] }\n";

    RouterConfig config = RouterConfig.parse(yaml, "x", Map.of());

    assertThat(config.redis().url()).isEqualTo("cluster:a:1,rediss://:pw@b:2");
    assertThat(config.redis().embedded()).isFalse();
    assertThat(config.toString()).doesNotContain("pw@");
  }

  @Test
  void parse_numberFromTheEnvironment_isANumber() {
    String yaml = minimal() + "server: { port: \"${PORT}\" }\n";

    assertThat(RouterConfig.parse(yaml, "x", Map.of("PORT", "0")).server().port()).isZero();
    assertThatThrownBy(() -> RouterConfig.parse(yaml, "x", Map.of("PORT", "eighty")))
        .hasMessageContaining("server.port")
        .hasMessageNotContaining("eighty");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sever: { port: 1 }             | :7: sever: unknown key; did you mean `server`?",
        "server: { prot: 1 }            | :7: server.prot: unknown key; did you mean `port`?",
        "retention: { rewards_days: 0 } | :7: retention.rewards_days: ",
        "retention: { decisions_hours: 5 } | :7: retention.decisions_hours: is less than the 24"
            + " hours",
        "server: { port: many }         | :7: server.port: ",
        "server: { port: 70000 }        | :7: server.port: ",
        "server: { host: \"${NOPE}\" }  | :7: server.host: environment variable NOPE is not set",
        "alerts: { rules: [{ name: r }] } | :7: alerts.rules[0]: needs usd (an amount",
        "alerts: { rules: [{ name: r, budget: a//b }] } | alerts.rules[0].budget: `a//b` is no"
            + " path",
        "alerts: { rules: [{ name: r, budget: org, usd: 5 }] } | alerts.rules[0].usd: goes with",
        "redis: { url: localhost }      | :7: redis.url: ",
        "redis: { cluster: [] }         | :7: redis.cluster: ",
        "redis: { cluster: [\"a,b\"] }    | :7: redis.cluster[0]: ",
        "redis: { url: embedded, cluster: [\"a:1\"] } | :7: redis.cluster: stands beside url",
        "auth: { mode: open }           | :7: auth.mode: ",
        "keys: [{ name: a }]            | :7: keys[0]: needs the key `key`",
        "limits: { body_bytes: 1 }      | :7: limits.body_bytes: ",
        "limits: 5                      | :7: limits: ",
        "server: { host: 0.0.0.0 }\\n"
            + "auth: { mode: none } | :8: auth.mode: none is accepted on a loopback",
        "keys: [{ name: a, key: 12345678a }, { name: a, key: 12345678b }] | keys[1].name: `a` is"
            + " used twice",
      })
  void parse_mistake_isOneLineWithItsPlace(String more, String complaint) {
    String yaml = minimal() + more.replace("\\n", "\n") + "\n";

    assertThatThrownBy(() -> RouterConfig.parse(yaml, "p.yaml", Map.of()))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageStartingWith("p.yaml:")
        .hasMessageContaining(complaint.strip())
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest(name = "{0} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "provider: p     | provider: q      | models[0].provider: no provider `q`",
        "arms: [a]       | arms: [a], mode: observe    | routes.auto.mode: needs the key"
            + " `baseline`",
        "arms: [a]       | arms: [a], holdout: 0.1     | routes.auto.holdout: needs the key",
        "arms: [a]       | arms: [a], baseline: b      | routes.auto.baseline: `b` is not among",
        "arms: [a]       | arms: [b]        | routes.auto.arms: no model with id `b`",
        "arms: [a]       | arms: []         | routes.auto.arms: ",
        "id: a,          | id: auto,        | models[0].id: `auto` is what clients call a route",
        "input: 1        | input: -1        | models[0].price.input: ",
        "input: 1, output: 2 | output: 2    | models[0].price: needs the key `input`",
        "input: 1, output: 2 | input: 1, output: 2, tokens_per_s: 9 | models[0].price.tokens_per_s:"
            + " belongs to",
        "input: 1, output: 2 | usd_per_hour: 4 | models[0].price: needs the key `tokens_per_s`",
        "input: 1, output: 2 | usd_per_hour: 4, tokens_per_s: 9 | models[0].price: needs the key"
            + " `max_concurrency`",
        "input: 1, output: 2 | usd_per_hour: 4, input: 1 | models[0].price.input: is priced by"
            + " usd_per_hour",
        "input: 1, output: 2 | usd_per_hour: 0 | models[0].price.usd_per_hour: ",
        "input: 1        | from: 2026-01-01, input: 1 | models[0].price.from: dates one of several",
        "input: 1        | input: 2000000   | models[0].price.input: ",
        "input: 1        | input: 1, tiers: [{ above: 5, input: 1, output: 1 }, { above: 5, input:"
            + " 1, output: 1 }] | models[0].price.tiers[1].above: must be more than",
        "input: 1        | input: 1, reasoning: 3, tiers: [{ above: 5, input: 1, output: 1 }] |"
            + " models[0].price.tiers[0]: needs the key `reasoning`",
        "input: 1        | input: 1, tiers: [{ abvoe: 5 }] | tiers[0].abvoe: unknown key; did you"
            + " mean `above`?",
        "price: { input: 1, output: 2 } | price: 3 | models[0].price: ",
        "price: { input: 1, output: 2 } | price: [] | models[0].price: ",
        "price: { input: 1, output: 2 } | price: [{ input: 1, output: 2 }, { input: 1, output: 2 }]"
            + " | models[0].price[1]: needs the key `from`",
        "price: { input: 1, output: 2 } | price: [{ from: soon, input: 1, output: 2 }] |"
            + " models[0].price[0].from: must be a day like 2026-01-31",
        "price: { input: 1, output: 2 } | price: [{ from: 2026-02-01, input: 1, output: 2 }, {"
            + " from: 2026-01-31T23:59:59Z, input: 1, output: 2 }] | models[0].price[1].from: must"
            + " be later",
        "price: { input: 1, output: 2 } | price: [{ form: 2026-02-01, input: 1, output: 2 }] |"
            + " models[0].price[0].form: unknown key; did you mean `from`?",
        "input: 1        | inptu: 1         | models[0].price.inptu: unknown key; did you mean"
            + " `input`?",
        "http://h        | nonsense         | providers.p.base_url: ",
        "arms: [a]       | arms: [a], learner: linst | routes.auto.learner: no learner `linst`",
        "arms: [a]       | arms: [a], next_learner: linst | routes.auto.next_learner: no learner"
            + " `linst`",
        "arms: [a]       | arms: [a], next_learner: cluster-table | routes.auto.next_learner:"
            + " `cluster-table` is for evaluation only",
        "arms: [a]       | arms: [a], learner: greedy, exploration: 2 |"
            + " routes.auto.exploration: `greedy` does not explore by doubt",
        "arms: [a]       | arms: [a], candidate: { learner: linst } |"
            + " routes.auto.candidate.learner: no learner `linst`",
        "arms: [a]       | arms: [a], candidate: { learner: cluster-table } |"
            + " routes.auto.candidate.learner: `cluster-table` cannot be kept",
        "arms: [a]       | arms: [a], candidate: {} | routes.auto.candidate: is what serves;",
        "arms: [a]       | arms: [a], learner: lints, candidate: { learner: lints, canary: 0.2 } |"
            + " routes.auto.candidate: is what serves;",
        "arms: [a]       | arms: [a], candidate: { lambda: 1, canary: 0.7 } |"
            + " routes.auto.candidate.canary: ",
        "arms: [a]       | arms: [a], candidate: { lambda: 1, share: 0.1 } |"
            + " routes.auto.candidate.share: unknown key",
        "arms: [a]       | arms: [a], mode: observe, baseline: a, candidate: { lambda: 1 } |"
            + " routes.auto.candidate: cannot be tried while",
        "arms: [a]       | arms: [a], objective: { lambda: 1, preset: saver } |"
            + " routes.auto.objective: must hold exactly one key",
        "arms: [a]       | arms: [a], objective: { lambda: 1, min_quality: 0.5 } |"
            + " routes.auto.objective: must hold exactly one key",
        "arms: [a]       | arms: [a], objective: { budget_usd_per_request: 0 } |"
            + " routes.auto.objective.budget_usd_per_request: ",
      })
  void parse_brokenReference_namesIt(String good, String bad, String complaint) {
    assertThatThrownBy(
            () -> RouterConfig.parse(minimal().replace(good.strip(), bad.strip()), "x", Map.of()))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageContaining(complaint.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "'a: [', not valid YAML",
    "hello, must be a mapping",
    "'a: 1\na: 2', Duplicate"
  })
  void parse_noYaml_saysSo(String yaml, String complaint) {
    assertThatThrownBy(() -> RouterConfig.parse(yaml, "x", Map.of()))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageContaining(complaint);
  }

  private static String minimal() {
    return """
    providers:
      p: { base_url: http://h }
    models:
      - { id: a, provider: p, price: { input: 1, output: 2 } }
    routes:
      auto: { arms: [a] }
    """;
  }

  /// Every key a file may hold, the user's own names left out.
  private static Set<String> keysOf(JsonNode rules, String prefix) {
    Set<String> keys = new HashSet<>();
    if (rules.path("$ref").isTextual()) {
      String place = rules.path("$ref").textValue().substring(1);
      keys.addAll(keysOf(ConfigSchema.published().at(place), prefix));
    }
    rules
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              String name = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
              keys.add(name);
              keys.addAll(keysOf(entry.getValue(), name));
            });
    if (rules.path("items").isObject()) {
      keys.addAll(keysOf(rules.path("items"), prefix));
    }
    if (rules.path("additionalProperties").isObject()) {
      keys.addAll(keysOf(rules.path("additionalProperties"), prefix));
    }
    return keys;
  }
}
