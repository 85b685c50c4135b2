package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.openai.Json;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Spend as rows of the FinOps Open Cost and Usage Specification, version 1.3: one a group, route
/// and day. Pure.
///
/// All costs are what the price list says, so billed, effective, contracted and list cost are the
/// same, save those of machines that are paid by the hour: requests there are not billed. Providers
/// are the hosts and issuers; who asked stands in `SubAccountId` (the team) and `Tags`. The columns
/// `ProviderName` and `PublisherName` are of 1.2 and still read by many.
public final class Focus {

  public static final List<String> COLUMNS =
      List.of(
          "BilledCost",
          "BillingAccountId",
          "BillingAccountName",
          "BillingCurrency",
          "BillingPeriodEnd",
          "BillingPeriodStart",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "ChargeFrequency",
          "ChargePeriodEnd",
          "ChargePeriodStart",
          "ConsumedQuantity",
          "ConsumedUnit",
          "ContractedCost",
          "EffectiveCost",
          "HostProviderName",
          "InvoiceIssuerName",
          "ListCost",
          "PricingCategory",
          "PricingQuantity",
          "PricingUnit",
          "ProviderName",
          "PublisherName",
          "ResourceId",
          "ResourceName",
          "ServiceCategory",
          "ServiceName",
          "ServiceProviderName",
          "ServiceSubcategory",
          "SkuId",
          "SubAccountId",
          "SubAccountName",
          "Tags",
          "x_InputTokens",
          "x_CachedTokens",
          "x_OutputTokens",
          "x_Requests");

  private static final List<String> ISSUERS =
      List.of(
          "HostProviderName",
          "InvoiceIssuerName",
          "ProviderName",
          "PublisherName",
          "ServiceProviderName",
          "BillingAccountId",
          "BillingAccountName");

  /// Whose model an arm is, and how its provider calls it. `isHosted`: it is a machine's, whose
  /// hours are billed as a fixed cost.
  public record Source(String provider, String model, boolean isHosted) {
    public Source(String provider, String model) {
      this(provider, model, false);
    }
  }

  private Focus() {}

  /// The cells of a row, in the order of the columns; an absent one is empty.
  public static List<String> row(Spent spent, long lengthMillis, Function<String, Source> sources) {
    SpendGroup group = spent.group();
    Tally tally = spent.tally();
    Source source = sources.apply(group.model());
    String cost = SpendJson.usd(tally.whole(Part.MICRO_USD)).toPlainString();
    String tokens = Long.toString(tally.whole(Part.INPUT_TOKENS) + tally.whole(Part.OUTPUT_TOKENS));
    Instant begin = Instant.ofEpochMilli(spent.beginMillis());
    Map<String, String> cells = blank(source.provider(), begin, begin.plusMillis(lengthMillis));
    List.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost")
        .forEach(column -> cells.put(column, cost));
    if (source.isHosted()) {
      cells.put("BilledCost", "0.000000");
    }
    cells.put("ChargeCategory", "Usage");
    cells.put("ChargeDescription", "Tokens of " + source.model());
    cells.put("ChargeFrequency", "Usage-Based");
    List.of("ConsumedQuantity", "PricingQuantity").forEach(column -> cells.put(column, tokens));
    List.of("ConsumedUnit", "PricingUnit").forEach(column -> cells.put(column, "Tokens"));
    cells.put("ResourceId", group.model());
    cells.put("ResourceName", group.model());
    cells.put("ServiceName", source.model());
    cells.put("SkuId", source.model());
    cells.put("SubAccountId", group.team());
    cells.put("SubAccountName", group.team());
    cells.put("Tags", tags(spent));
    cells.put("x_InputTokens", Long.toString(tally.whole(Part.INPUT_TOKENS)));
    cells.put("x_CachedTokens", Long.toString(tally.whole(Part.CACHED_TOKENS)));
    cells.put("x_OutputTokens", Long.toString(tally.whole(Part.OUTPUT_TOKENS)));
    cells.put("x_Requests", Long.toString(tally.whole(Part.REQUESTS)));
    return List.copyOf(cells.values());
  }

  /// Cells of every column, empty but for who bills and for when.
  static Map<String, String> blank(String issuer, Instant begin, Instant end) {
    Map<String, String> cells = new LinkedHashMap<>();
    COLUMNS.forEach(column -> cells.put(column, ""));
    ISSUERS.forEach(column -> cells.put(column, issuer));
    YearMonth month = YearMonth.from(begin.atZone(ZoneOffset.UTC));
    cells.put("BillingCurrency", "USD");
    cells.put("BillingPeriodStart", utc(month));
    cells.put("BillingPeriodEnd", utc(month.plusMonths(1)));
    cells.put("ChargePeriodStart", begin.toString());
    cells.put("ChargePeriodEnd", end.toString());
    cells.put("PricingCategory", "Standard");
    cells.put("ServiceCategory", "AI and Machine Learning");
    cells.put("ServiceSubcategory", "Generative AI");
    return cells;
  }

  private static String tags(Spent spent) {
    var tags = Json.object().put("route", spent.route());
    SpendGroup group = spent.group();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("user", group.user());
    names.put("team", group.team());
    names.put("project", group.project());
    names.put("key", group.key());
    names.put("task", group.task());
    names.put("language", group.language());
    names.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            tags.put(name, text);
          }
        });
    group.tags().forEach(tag -> tags.put("tag:" + tag, true));
    return tags.toString();
  }

  private static String utc(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }
}
