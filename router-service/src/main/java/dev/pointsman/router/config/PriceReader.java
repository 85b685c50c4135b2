package dev.pointsman.router.config;

import dev.pointsman.router.billing.Fees;
import dev.pointsman.router.billing.Hosting;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.billing.Rates;
import dev.pointsman.router.billing.Tariff;
import java.util.ArrayList;
import java.util.List;

/// Reads a model's `price`: one, or a list of dated ones.
final class PriceReader {

  /// Kinds of tokens with a price of their own, where one is given.
  private static final String[] KINDS = {
    "cached_input", "cache_write", "cache_write_1h", "reasoning", "audio_input", "audio_output"
  };

  /// What belongs to an hourly price and to no other.
  private static final String[] HOURLY = {
    "tokens_per_s", "max_concurrency", "utilisation", "max_wait_ms"
  };

  private PriceReader() {}

  static PriceList read(Section model) {
    if (!model.holdsList("price")) {
      Section price = model.section("price");
      if (price.text("from").isPresent()) {
        throw price.problem("from", "dates one of several prices; make price a list, or leave it");
      }
      return PriceList.of(tariff(price));
    }
    List<PriceList.Version> versions = new ArrayList<>();
    for (Section price : model.sections("price")) {
      long from = from(price, versions.isEmpty());
      if (!versions.isEmpty() && from <= versions.getLast().fromMillis()) {
        throw price.problem("from", "must be later than that of the price before it");
      }
      versions.add(new PriceList.Version(from, tariff(price)));
    }
    return new PriceList(versions);
  }

  private static long from(Section price, boolean first) {
    String text = price.text("from", "");
    if (text.isEmpty() && first) {
      return Long.MIN_VALUE;
    }
    if (text.isEmpty()) {
      throw price.problem("needs the key `from`; only the first price may do without a date");
    }
    return Moments.millis(text).orElseThrow(() -> price.problem("from", Moments.SHAPE));
  }

  private static Tariff tariff(Section price) {
    if (price.number("usd_per_hour").isPresent()) {
      return Tariff.of(hosting(price));
    }
    for (String key : HOURLY) {
      if (price.number(key).isPresent()) {
        throw price.problem(key, "belongs to a machine that is paid by usd_per_hour");
      }
    }
    for (String key : List.of("input", "output")) {
      if (price.number(key).isEmpty()) {
        throw price.problem("needs the key `" + key + "`");
      }
    }
    List<Tariff.Tier> tiers = new ArrayList<>();
    for (Section tier : price.sections("tiers")) {
      int above = (int) tier.integer("above", 0);
      if (!tiers.isEmpty() && above <= tiers.getLast().above()) {
        throw tier.problem("above", "must be more than that of the tier before it");
      }
      for (String kind : KINDS) {
        if (price.number(kind).isPresent() && tier.number(kind).isEmpty()) {
          throw tier.problem(
              "needs the key `" + kind + "`, since the price below it has one of its own");
        }
      }
      tiers.add(new Tariff.Tier(above, rates(tier)));
    }
    return new Tariff(rates(price), tiers, fees(price));
  }

  private static Hosting hosting(Section price) {
    List<String> known = new ArrayList<>(List.of(HOURLY));
    known.addAll(List.of("from", "usd_per_hour"));
    for (String key : price.keys()) {
      if (!known.contains(key)) {
        throw price.problem(key, "is priced by usd_per_hour already; leave one of them");
      }
    }
    for (String key : List.of("tokens_per_s", "max_concurrency")) {
      if (price.number(key).isEmpty()) {
        throw price.problem("needs the key `" + key + "`: what the hour is good for");
      }
    }
    return new Hosting(
        price.number("usd_per_hour", 0),
        price.number("tokens_per_s", 1),
        (int) price.integer("max_concurrency", 1),
        price.number("utilisation", 1),
        price.integer("max_wait_ms", 10_000));
  }

  private static Rates rates(Section section) {
    double input = section.number("input", 0);
    double output = section.number("output", 0);
    double cacheWrite = section.number("cache_write", input);
    return new Rates(
        input,
        output,
        section.number("cached_input", input),
        cacheWrite,
        section.number("cache_write_1h", cacheWrite),
        section.number("reasoning", output),
        section.number("audio_input", input),
        section.number("audio_output", output));
  }

  private static Fees fees(Section price) {
    return new Fees(
        price.number("per_request", 0),
        price.number("per_image", 0),
        price.number("per_output_image", 0),
        price.number("per_audio_minute", 0),
        price.number("per_search", 0));
  }
}
