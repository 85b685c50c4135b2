package dev.pointsman.eval.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.bandit.learners.Learners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exported decision records, as `GET /v1/decisions/{id}` writes them.
class DecisionLogTest {

  private static final String JUDGED =
      "\"grades\":[{\"metric\":\"judge\",\"value\":1,\"source\":\"judge\",\"principal\":\"j\"}]";
  private static final String THUMBED =
      "\"feedback\":[{\"metric\":\"thumb\",\"value\":1,\"source\":\"user\",\"principal\":\"u\"}]";

  @TempDir Path folder;

  /// `cheap` is right on easy prompts (feature 1) with .9 and on hard ones (-1) with .1, `dear`
  /// with .8 on both; drawn with .7 and .3. Predictions know that.
  private static String record(int i, Random random) {
    int kind = random.nextBoolean() ? 1 : -1;
    boolean isDear = random.nextDouble() < 0.3;
    double cheap = kind > 0 ? 0.9 : 0.1;
    int reward = random.nextDouble() < (isDear ? 0.8 : cheap) ? 1 : 0;
    return String.format(
        Locale.ROOT,
        """
        {"v":1,"decision_id":"d%d","ts":"2026-11-01T00:00:00Z","route":"auto","session":"s%d",\
        "policy_version":"1-0","feature_schema":"f","input_tokens":20,"features":[%d],\
        "eligible":["cheap","dear"],"probabilities":{"cheap":0.7,"dear":0.3},"arm":"%s",\
        "propensity":%s,"routable":true,"seed":1,"lambda":30.0,"value":1.0,\
        "predicted":{"cheap":{"quality":%s,"cost_usd":0.001,"latency_ms":null},\
        "dear":{"quality":0.8,"cost_usd":0.01,"latency_ms":null}},"contract":{},"explored":false,\
        "reasons":[],"outcome":{"status":"ok","served_by":"x","cost_micro_usd":%d,"legs":[]},\
        %s,"reward":{"value":%d,"weight":0.7,"version":1}}
        """,
        i,
        i,
        kind,
        isDear ? "dear" : "cheap",
        isDear ? "0.3" : "0.7",
        cheap,
        isDear ? 10_000 : 1_000,
        JUDGED,
        reward);
  }

  private Path log(int rows, UnaryOperator<String> change) throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(change.apply(record(i, random)));
    }
    return Files.writeString(folder.resolve("decisions.jsonl"), text);
  }

  private static OpeReport evaluate(Path log, String target) {
    return evaluate(log, target, false);
  }

  private static OpeReport evaluate(Path log, String target, boolean isOnlyRoutable) {
    return LogEvaluation.of(
        new LogEvaluation.Log(log, Clustering.SESSION, isOnlyRoutable),
        target,
        () -> Featurizers.standard().schema());
  }

  private static double dr(OpeReport report) {
    OpeReport.Interval dr = Objects.requireNonNull(report.estimates().get("dr"));
    return Objects.requireNonNull(dr.estimate());
  }

  @Test
  void evaluate_arm_isWhatItAlwaysEarnsAndCosts() throws IOException {
    OpeReport dear = evaluate(log(4_000, row -> row), "arm=dear");
    OpeReport cheap = evaluate(folder.resolve("decisions.jsonl"), "arm=0");

    assertThat(dr(dear)).isCloseTo(0.8, within(0.04));
    assertThat(dr(cheap)).isCloseTo(0.5, within(0.04));
    assertThat(dear.isOk()).isTrue();
    OpeReport.Interval cost = Objects.requireNonNull(dear.costUsd());
    assertThat(Objects.requireNonNull(cost.estimate())).isCloseTo(0.01, within(1e-12));
    assertThat(dear.essRoutable()).isCloseTo(1_200, within(120.0));
  }

  @Test
  void evaluate_lambda_takesTheBestByTheRecordsPredictions() throws IOException {
    Path log = log(4_000, row -> row);

    // Easy prompts to cheap, hard ones to dear; at lambda 100 the dear one costs more than it
    // gains.
    assertThat(dr(evaluate(log, "lambda=10"))).isCloseTo(0.85, within(0.04));
    assertThat(dr(evaluate(log, "lambda=100"))).isCloseTo(0.5, within(0.04));
    assertThat(dr(evaluate(log, "lambda=0"))).isCloseTo(0.85, within(0.04));
    assertThat(dr(evaluate(log, "uniform"))).isCloseTo(0.65, within(0.04));
  }

  @Test
  void evaluate_features_sharpenTheModel() throws IOException {
    OpeReport with = evaluate(log(4_000, row -> row), "arm=cheap");
    OpeReport without =
        evaluate(log(4_000, row -> row.replaceAll("\"features\":\\[-?1\\],", "")), "arm=cheap");

    OpeReport.Interval sharp = Objects.requireNonNull(with.estimates().get("dr"));
    OpeReport.Interval blunt = Objects.requireNonNull(without.estimates().get("dr"));
    assertThat(sharp.se()).isLessThan(Objects.requireNonNull(blunt.se()));
  }

  @Test
  void evaluate_notRoutable_isTheSameUnderEveryTarget() throws IOException {
    UnaryOperator<String> pinned = row -> row.replace("\"routable\":true", "\"routable\":false");
    Path log = log(1_000, pinned);
    OpeReport dear = evaluate(log, "arm=dear");

    assertThat(dr(dear)).isCloseTo(dr(evaluate(log, "arm=cheap")), within(1e-12));
    assertThat(dr(dear)).isCloseTo(Objects.requireNonNull(dear.logged().estimate()), within(1e-12));
    assertThat(dear.fixed()).isEqualTo(1_000);
    assertThat(dear.reasons().getFirst()).contains("effective sample size: 0.0");
  }

  @Test
  void evaluate_onlyRoutable_leavesOutWhatNoPolicyHadASayIn() throws IOException {
    Path log =
        log(
            2_000,
            row ->
                row.contains("\"decision_id\":\"d1")
                    ? row.replace("\"routable\":true", "\"routable\":false")
                    : row);

    OpeReport all = evaluate(log, "arm=dear");
    OpeReport routable = evaluate(log, "arm=dear", true);

    assertThat(all.fixed()).isPositive();
    assertThat(routable.fixed()).isZero();
    assertThat(routable.requests()).isEqualTo(all.requests() - all.fixed());
  }

  @Test
  void evaluate_thumbsOnly_givesNoVerdict() throws IOException {
    OpeReport told = evaluate(log(2_000, row -> row.replace(JUDGED, THUMBED)), "arm=dear");
    // Where a record does not list its signals, the reward's weight tells a user's.
    UnaryOperator<String> bare =
        row -> row.replace(JUDGED + ",", "").replace("\"weight\":0.7", "\"weight\":0.5");
    OpeReport untold = evaluate(log(2_000, bare), "arm=dear");

    for (OpeReport report : List.of(told, untold)) {
      assertThat(report.verdict()).isEqualTo("refused");
      assertThat(report.reasons()).singleElement().asString().contains("volunteered");
      assertThat(report.n()).isEqualTo(2_000);
    }
  }

  @Test
  void evaluate_thumbsBesideSampledLabels_areLeftOut() throws IOException {
    UnaryOperator<String> thumbsOnEasy =
        row -> row.contains("\"features\":[1]") ? row.replace(JUDGED, THUMBED) : row;
    OpeReport report = evaluate(log(2_000, thumbsOnEasy), "arm=cheap");

    assertThat(report.volunteered()).isBetween(900L, 1_100L);
    assertThat(report.n()).isEqualTo(2_000 - report.volunteered());
    assertThat(dr(report)).isCloseTo(0.1, within(0.06));
  }

  @Test
  void evaluate_labelsSampledUnevenly_areWeighedByTheirOdds() throws IOException {
    // Hard prompts are all graded, one in four easy ones is.
    Random random = new Random(1);
    UnaryOperator<String> sampled =
        row -> {
          boolean isEasy = row.contains("\"features\":[1]");
          boolean isGraded = !isEasy || random.nextDouble() < 0.25;
          String weighed = row.replace("{\"v\":1", "{\"v\":1,\"weight\":" + (isEasy ? 4 : 1));
          return isGraded
              ? weighed
              : weighed
                  .replaceAll("\"reward\":\\{.*}}", "\"reward\":null}")
                  .replace(JUDGED, "\"grades\":[]");
        };
    OpeReport report = evaluate(log(6_000, sampled), "arm=cheap");

    assertThat(dr(report)).isCloseTo(0.5, within(0.04));
    assertThat(report.requests()).isEqualTo(6_000);
    assertThat(report.n()).isBetween(3_500L, 4_000L);
  }

  @Test
  void evaluate_armNotEligibleOnSomeRows_lacksSupport() throws IOException {
    UnaryOperator<String> sometimes =
        row ->
            row.contains("\"arm\":\"cheap\"") && row.contains("\"features\":[1]")
                ? row.replace("\"eligible\":[\"cheap\",\"dear\"]", "\"eligible\":[\"cheap\"]")
                    .replace("{\"cheap\":0.7,\"dear\":0.3}", "{\"cheap\":1.0}")
                    .replace("\"propensity\":0.7", "\"propensity\":1.0")
                : row;
    OpeReport report = evaluate(log(2_000, sometimes), "arm=dear");

    assertThat(report.verdict()).isEqualTo("refused");
    assertThat(report.reasons().getFirst()).contains("support");
  }

  @Test
  void evaluate_falsePropensities_areFound() throws IOException {
    UnaryOperator<String> swapped =
        row ->
            row.replace("{\"cheap\":0.7,\"dear\":0.3}", "{\"cheap\":0.6,\"dear\":0.4}")
                .replace("\"propensity\":0.7", "\"propensity\":0.6")
                .replace("\"propensity\":0.3", "\"propensity\":0.4");
    OpeReport report = evaluate(log(3_000, swapped), "uniform");

    assertThat(report.reasons()).anyMatch(reason -> reason.startsWith("propensities"));
  }

  @Test
  void evaluate_snapshot_isTheSavedPolicysOwnDistribution() throws IOException {
    FeatureSchema schema = Featurizers.standard().schema();
    Learner learner = Learners.create("adaptive", schema);
    Price free = new Price(0, 0, 0);
    learner.learn(
        new Lesson.Arms(
            List.of(
                new Arm("cheap", free, OptionalDouble.empty()),
                new Arm("dear", free, OptionalDouble.empty()))));
    float[] features = new float[schema.dimension()];
    for (int i = 0; i < 400; i++) {
      Context context = Context.of(features, 20);
      learner.learn(Lesson.Graded.first(context, i % 2 == 0 ? "cheap" : "dear", i % 2, 1));
    }
    Path snapshot = folder.resolve("policy.snapshot");
    Files.write(snapshot, Learners.save(learner, schema));
    String zeros = "\"features\":" + Arrays.toString(features).replace(" ", "") + ",";
    UnaryOperator<String> featured =
        row ->
            row.replaceAll("\"features\":\\[-?1\\],", zeros)
                .replace(
                    "\"feature_schema\":\"f\"", "\"feature_schema\":\"" + schema.hash() + "\"");

    OpeReport report = evaluate(log(2_000, featured), "snapshot=" + snapshot);

    // It has seen dear always right and cheap never; lambda 30 makes dear's cent weigh .3.
    assertThat(dr(report)).isCloseTo(0.8, within(0.06));
    assertThatThrownBy(() -> evaluate(log(10, row -> row), "snapshot=" + snapshot))
        .hasMessageContaining("decisions.jsonl:1: its features are of schema f");
  }

  @Test
  void evaluate_badRecords_areOneLineWithFileAndLine() throws IOException {
    Path unknown = log(5, row -> row);
    assertThatThrownBy(() -> evaluate(unknown, "arm=other"))
        .hasMessageContaining("--target arm=other", "its arms are cheap, dear");
    assertThatThrownBy(() -> evaluate(unknown, ""))
        .hasMessageContaining("decisions.jsonl:1: the row has no target");
    Path drawn =
        log(
            5,
            row -> row.replace("\"d3\"", "\"d3\",\"x\":1").replace("\"arm\":\"", "\"arm\":\"not "));
    assertThatThrownBy(() -> evaluate(drawn, "uniform"))
        .hasMessageContaining("not among the eligible");
    Path sums = log(5, row -> row.replace("\"dear\":0.3}", "\"dear\":0.2}"));
    assertThatThrownBy(() -> evaluate(sums, "uniform"))
        .hasMessageContaining(":1: probabilities sums to 0.9");
    Path blind = log(5, row -> row.replace("\"cost_usd\":0.01,", ""));
    assertThatThrownBy(() -> evaluate(blind, "lambda=1"))
        .hasMessageContaining(":1: quality or cost of 'dear' is not predicted");
  }

  @Test
  void evaluate_parquet_isTheSameAsJson() throws IOException, SQLException {
    Path json = log(500, row -> row);
    Path nested = folder.resolve("decisions.parquet");
    Path flat = folder.resolve("flat.parquet");
    Path flatJson = folder.resolve("flat.jsonl");
    LogGenerator.write(2_000, flat.toString());
    LogGenerator.write(2_000, flatJson.toString());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (FROM read_json('" + json + "')) TO '" + nested + "' (FORMAT parquet)");
    }

    assertThat(dr(evaluate(nested, "arm=dear")))
        .isCloseTo(dr(evaluate(json, "arm=dear")), within(1e-9));
    OpeReport fromFlat = evaluate(flat, "");
    assertThat(dr(fromFlat)).isEqualTo(dr(evaluate(flatJson, "")));
    assertThat(fromFlat.n()).isEqualTo(2_000);
    assertThat(dr(fromFlat)).isCloseTo(0.7, within(0.05));
  }

  @Test
  void evaluate_parquetWithoutItsColumns_isRefused() throws SQLException {
    Path file = folder.resolve("other.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (SELECT 1 AS reward, 2 AS x) TO '" + file + "' (FORMAT parquet)");
    }
    assertThatThrownBy(() -> evaluate(file, ""))
        .hasMessageContaining("other.parquet: has no column propensity; its columns are reward, x");
  }
}
