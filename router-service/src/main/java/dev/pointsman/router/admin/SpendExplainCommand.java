package dev.pointsman.router.admin;

import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.spend.CostChange;
import dev.pointsman.router.spend.SpendWindow.Period;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `spend explain`: why a period cost more or less than the one before it.
@Command(
    name = "explain",
    description = "Splits the change against the same number of days before --from.",
    mixinStandardHelpOptions = true)
final class SpendExplainCommand implements Callable<Integer> {

  @Mixin private LedgerOptions options = new LedgerOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Period now = options.period();
    Period before = now.before();
    PlaceOptions.Store store = options.store();
    CostChange change = CostChange.of(options.read(store, before), options.read(store, now));
    PrintWriter out = spec.commandLine().getOut();
    print(out, "before", change.before());
    print(out, "volume", change.volume());
    print(out, "mix", change.mix());
    print(out, "length", change.length());
    print(out, "price", change.price());
    print(out, "after", change.after());
    return 0;
  }

  private static void print(PrintWriter out, String name, long microUsd) {
    out.println("%-7s %14s USD".formatted(name, PriceList.usd(microUsd)));
  }
}
