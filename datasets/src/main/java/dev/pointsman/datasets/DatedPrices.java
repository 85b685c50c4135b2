package dev.pointsman.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.Price;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The prices of one model, each in force from its date until the next one.
///
/// A price without a date has been in force always.
record DatedPrices(TreeMap<LocalDate, Price> byDate) {

  private static final List<String> ENDS = List.of("to", "until", "end");
  private static final String FORM = "give {\"in_usd_per_mtok\": .., \"out_usd_per_mtok\": ..}";

  /// One object, or a list of objects that each say `from`, in any order.
  static DatedPrices read(String where, String model, JsonNode node) {
    String path = "price of " + model + ": ";
    TreeMap<LocalDate, Price> byDate = new TreeMap<>();
    if (node.isObject()) {
      JsonFields fields = new JsonFields(where, path, node);
      byDate.put(node.has("from") ? from(fields) : LocalDate.MIN, price(fields));
      return new DatedPrices(byDate);
    }
    if (!node.isArray() || node.isEmpty()) {
      throw new BadInputException(
          where, path + "must be an object or a list of them", FORM + ", each with \"from\"");
    }
    for (int i = 0; i < node.size(); i++) {
      JsonFields fields = new JsonFields(where, path + "entry " + (i + 1) + ": ", node.get(i));
      if (!node.get(i).isObject()) {
        throw new BadInputException(where, fields.path() + "must be an object", FORM);
      }
      LocalDate from = from(fields);
      if (byDate.put(from, price(fields)) != null) {
        throw new BadInputException(
            where, fields.path() + "from " + from + " stands twice", "give each date once");
      }
    }
    return new DatedPrices(byDate);
  }

  /// The price in force on a day; empty before the first one.
  Optional<Price> on(LocalDate day) {
    return Optional.ofNullable(byDate.floorEntry(day)).map(Map.Entry::getValue);
  }

  LocalDate first() {
    return byDate.firstKey();
  }

  private static LocalDate from(JsonFields fields) {
    String text = fields.text("from");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new BadInputException(
          fields.where(),
          fields.path() + "from must be a date, was '" + text + "'",
          "give it as 2026-01-31");
    }
  }

  private static Price price(JsonFields fields) {
    for (String end : ENDS) {
      if (fields.object().has(end)) {
        throw new BadInputException(
            fields.where(),
            fields.path() + end + " is not known: a price ends where the next begins",
            "leave it out");
      }
    }
    return Price.perMtok(
        fields.required("in_usd_per_mtok", Double.MAX_VALUE),
        fields.required("out_usd_per_mtok", Double.MAX_VALUE));
  }
}
