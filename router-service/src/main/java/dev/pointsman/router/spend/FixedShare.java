package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.spend.SpendWindow.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What of a fixed cost falls into a period, and what of that its model's requests were charged; in
/// micro-USD. Pure.
public record FixedShare(FixedCost cost, long microUsd, long charged) {

  /// Those that fall into the period. Where several machines answer as one model, what its requests
  /// were charged is taken from the first of them on.
  public static List<FixedShare> of(List<FixedCost> costs, List<Spent> spent, Period period) {
    Map<String, Long> charged = new HashMap<>();
    for (Spent one : spent) {
      charged.merge(one.group().model(), one.tally().whole(Part.MICRO_USD), Long::sum);
    }
    List<FixedShare> shares = new ArrayList<>();
    for (FixedCost cost : costs) {
      long part = cost.within(period.from(), period.to());
      if (part > 0) {
        long carried = Math.min(part, charged.getOrDefault(cost.model(), 0L));
        charged.computeIfPresent(cost.model(), (model, left) -> left - carried);
        shares.add(new FixedShare(cost, part, carried));
      }
    }
    return shares;
  }

  /// What is to be added to what requests were charged.
  public long added() {
    return microUsd - charged;
  }
}
