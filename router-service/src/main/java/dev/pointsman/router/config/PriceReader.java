package dev.pointsman.router.config;

import dev.pointsman.router.billing.PriceList;

/// Reads a model's `price`.
final class PriceReader {

  private PriceReader() {}

  static PriceList read(Section section) {
    double input = section.number("input", 0);
    double output = section.number("output", 0);
    return new PriceList(
        input,
        output,
        section.number("cached_input", input),
        section.number("cache_write", input),
        section.number("reasoning", output),
        section.number("per_request", 0));
  }
}
