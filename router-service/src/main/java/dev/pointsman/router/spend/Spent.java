package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendBucket;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.router.spend.SpendWindow.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What a group spent on a route in one bucket of time, which begins at epoch ms.
public record Spent(String route, long beginMillis, SpendGroup group, Tally tally) {

  /// All of the routes in the period, by route and time.
  public static CompletionStage<List<Spent>> read(
      SpendLedger ledger, Collection<String> routes, Period period) {
    List<CompletableFuture<List<Spent>>> reads = new ArrayList<>();
    for (String route : routes) {
      reads.add(
          ledger
              .read(route, period.grain(), period.from(), period.to())
              .thenApply(buckets -> of(route, buckets))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(done -> reads.stream().flatMap(read -> read.join().stream()).toList());
  }

  /// A route's buckets, a row for each group.
  public static List<Spent> of(String route, List<SpendBucket> buckets) {
    List<Spent> all = new ArrayList<>();
    for (SpendBucket bucket : buckets) {
      bucket
          .groups()
          .forEach((group, sums) -> all.add(new Spent(route, bucket.beginMillis(), group, sums)));
    }
    return all;
  }

  /// How many days the rows are of: from the first of them to the end of the period, an hour at
  /// least.
  public static double days(Collection<Spent> rows, Period period) {
    long first = rows.stream().mapToLong(Spent::beginMillis).min().orElse(period.from());
    long length = period.to() - Math.max(first, period.from());
    return (double) Math.max(Grain.HOUR.millis(), length) / Grain.DAY.millis();
  }

  public static Tally total(Collection<Spent> rows) {
    return rows.stream().map(Spent::tally).reduce(Tally.NONE, Tally::plus);
  }
}
