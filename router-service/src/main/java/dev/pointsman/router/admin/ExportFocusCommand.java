package dev.pointsman.router.admin;

import dev.pointsman.router.spend.Focus;
import dev.pointsman.router.spend.FocusFixed;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;

/// `export focus`: spend by day as FOCUS 1.3 rows.
@Command(
    name = "focus",
    description = "Spend by day, route and group as FOCUS 1.3 rows.",
    mixinStandardHelpOptions = true)
final class ExportFocusCommand extends ExportSpendCommand {

  @Override
  List<String> columns() {
    return Focus.COLUMNS;
  }

  @Override
  Function<Spent, List<String>> cells(PlaceOptions.Store store, long lengthMillis) {
    return spent -> Focus.row(spent, lengthMillis, arm -> LedgerOptions.source(store, arm));
  }

  @Override
  List<List<String>> more(PlaceOptions.Store store, Period period) {
    return LedgerOptions.fixedCosts(store).stream()
        .filter(cost -> cost.beginsWithin(period.from(), period.to()))
        .map(cost -> FocusFixed.row(cost, arm -> LedgerOptions.source(store, arm)))
        .toList();
  }
}
