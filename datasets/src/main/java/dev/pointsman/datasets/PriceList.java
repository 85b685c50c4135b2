package dev.pointsman.datasets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.bandit.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What each model charges on one day, read from `{"model": {"in_usd_per_mtok": 0.15,
/// "out_usd_per_mtok": 0.6}}`, or with a list of such objects, each in force from its `"from":
/// "2026-01-31"` until the next one.
public final class PriceList {

  private final String where;
  private final Map<String, Price> prices;
  private final Map<String, String> notYet;

  private PriceList(String where, Map<String, Price> prices, Map<String, String> notYet) {
    this.where = where;
    this.prices = prices;
    this.notYet = notYet;
  }

  /// No price of any model: enough for tables that record `cost_usd`.
  public static PriceList empty() {
    return new PriceList("--prices", Map.of(), Map.of());
  }

  public static PriceList of(Map<String, Price> prices) {
    return new PriceList("prices", Map.copyOf(prices), Map.of());
  }

  /// The price of each model in force today (UTC).
  public static PriceList read(Path file) {
    return read(file, LocalDate.now(ZoneOffset.UTC));
  }

  /// The price of each model in force on a day.
  public static PriceList read(Path file, LocalDate day) {
    JsonNode root = tree(file);
    if (root == null || !root.isObject()) {
      throw new BadInputException(
          file.toString(), "not a JSON object", "give {\"model\": {\"in_usd_per_mtok\": ...}}");
    }
    Map<String, Price> prices = new LinkedHashMap<>();
    Map<String, String> notYet = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      String model = entry.getKey();
      DatedPrices dated = DatedPrices.read(file.toString(), model, entry.getValue());
      dated
          .on(day)
          .ifPresentOrElse(
              price -> prices.put(model, price),
              () -> notYet.put(model, " on " + day + " (the first is from " + dated.first() + ")"));
    }
    return new PriceList(file.toString(), prices, notYet);
  }

  private static JsonNode tree(Path file) {
    try {
      return new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          file + ":" + JsonFault.line(e), "not valid JSON (" + JsonFault.of(e) + ")", "correct it");
    } catch (IOException e) {
      throw InputFile.bad(file, file.toString(), e);
    }
  }

  public Optional<Price> find(String model) {
    return Optional.ofNullable(prices.get(model));
  }

  /// The price of a model whose cost `neededBy` (a place in a table) depends on it.
  public Price require(String model, String neededBy) {
    return find(model)
        .orElseThrow(
            () ->
                new BadInputException(
                    where,
                    "no price of model "
                        + model
                        + notYet.getOrDefault(model, "")
                        + ", which "
                        + neededBy
                        + " needs",
                    "add \"" + model + "\": {\"in_usd_per_mtok\": .., \"out_usd_per_mtok\": ..}"));
  }
}
