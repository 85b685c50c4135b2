package dev.pointsman.eval;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.KnownSets;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.ArmTableBuilder;
import dev.pointsman.eval.table.Cascades;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that name a table, common to all commands that read one.
final class TableOptions {

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Canonical outcome tables (*.outcomes.jsonl.gz), joined.")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "prices.json; not needed where every outcome records cost_usd.")
  private @Nullable Path prices;

  @Option(
      names = "--prices-date",
      paramLabel = "DATE",
      description = "The day whose prices count where a model has several (default: today, UTC).")
  private String pricesDate = "";

  @Option(
      names = "--models",
      required = true,
      paramLabel = "A,B,..",
      description = "The models to choose from, separated by commas.")
  private String models = "";

  @Option(
      names = "--strategies",
      paramLabel = "on|off",
      defaultValue = "off",
      description = "Agreement cascades of two cheap models beside the single ones.")
  private String strategies = "off";

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the JSON there and print a table instead.")
  private @Nullable Path json;

  String dataset() {
    return data.stream().map(KnownSets::nameOf).collect(Collectors.joining("+"));
  }

  List<String> modelIds() {
    List<String> ids = new ArrayList<>();
    for (String id : models.split(",", -1)) {
      if (id.isBlank()) {
        throw new BadInputException("--models", "a name is empty", "give --models a,b");
      }
      ids.add(id.strip());
    }
    return ids;
  }

  PriceList priceList() {
    if (prices == null && !pricesDate.isEmpty()) {
      throw new BadInputException("--prices-date", "stands without --prices", "give both");
    }
    if (prices == null) {
      return PriceList.empty();
    }
    return pricesDate.isEmpty() ? PriceList.read(prices) : PriceList.read(prices, day(pricesDate));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new BadInputException(
          "--prices-date", "must be a date, was '" + text + "'", "give it as 2026-01-31");
    }
  }

  OutcomeTable read(PriceList priceList) {
    return OutcomeTable.read(data, modelIds(), priceList);
  }

  /// The models as arms, and their cascades when asked for.
  ArmTable arms(OutcomeTable outcomes, PriceList priceList) {
    return isOn("--strategies", strategies)
        ? Cascades.withSingles(outcomes, priceList)
        : ArmTableBuilder.singles(outcomes, priceList);
  }

  static boolean isOn(String flag, String value) {
    return switch (value) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new BadInputException(flag, "was '" + value + "'", "give on or off");
    };
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }
}
