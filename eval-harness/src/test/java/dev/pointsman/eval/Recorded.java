package dev.pointsman.eval;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.ArmTableBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Recorded outcomes beside this repository, read once; tests that ask for what is not there are
/// skipped.
public final class Recorded {

  public static final List<String> LADDER_8 =
      List.of(
          "llama-3.1-8b-instruct",
          "phi-3-mini-4k-instruct",
          "mixtral-8x7b-instruct-v0.1",
          "gemini-1.5-flash-002",
          "llama-3.1-70b-instruct",
          "deepseek-coder-v2",
          "gpt-4o-2024-05-13",
          "gemini-1.5-pro-002");

  private static final Map<String, ArmTable> TABLES = new ConcurrentHashMap<>();
  private static final Map<ArmTable, List<Context>> CONTEXTS = new ConcurrentHashMap<>();

  private Recorded() {}

  /// Stands where a table is read before each test.
  public static ArmTable none() {
    return new ArmTableBuilder(new ArmTable.Rows(List.of("none"), List.of("none")), 0, 0).build();
  }

  /// MMLU-Pro by eight models, from cheap to dear.
  public static ArmTable mmluPro() {
    return table("mmlu_pro", LADDER_8);
  }

  /// A table is always asked for with the same models.
  public static ArmTable table(String name, List<String> models) {
    return TABLES.computeIfAbsent(name, unread -> read(name, models));
  }

  private static ArmTable read(String name, List<String> models) {
    Path file = data().resolve(name + ".outcomes.jsonl.gz");
    assumeTrue(Files.exists(file), "no recorded outcomes at " + file);
    PriceList prices = prices();
    return ArmTableBuilder.singles(OutcomeTable.read(List.of(file), models, prices), prices);
  }

  public static PriceList prices() {
    return PriceList.read(data().resolve("prices.json"));
  }

  /// What the standard features know of each row before deciding.
  public static List<Context> contexts(ArmTable table) {
    return CONTEXTS.computeIfAbsent(
        table,
        unread -> {
          Featurizer featurizer = Featurizers.standard();
          return IntStream.range(0, table.rows())
              .mapToObj(row -> featurizer.contextOf(Prompt.of(table.prompt(row))))
              .toList();
        });
  }

  private static Path data() {
    return Path.of(System.getProperty("pointsman.root", ".")).resolve("../shared/data");
  }
}
