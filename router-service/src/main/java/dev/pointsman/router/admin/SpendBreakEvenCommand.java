package dev.pointsman.router.admin;

import dev.pointsman.router.spend.BreakEven;
import dev.pointsman.router.spend.BreakEven.Rival;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `spend break-even`: at how many tokens a day a machine of one's own costs what a provider would.
@Command(
    name = "break-even",
    description = "At how many tokens a day a machine of your own costs what a provider would.",
    mixinStandardHelpOptions = true)
final class SpendBreakEvenCommand implements Callable<Integer> {

  @Mixin private LedgerOptions options = new LedgerOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Period period = options.period();
    PlaceOptions.Store store = options.store();
    List<Spent> spent = options.read(store, period);
    long now = System.currentTimeMillis();
    double days = Spent.days(spent, period.until(now));
    List<BreakEven> machines = BreakEven.of(spent, store.config().models(), days, now);
    PrintWriter out = spec.commandLine().getOut();
    if (machines.isEmpty()) {
      out.println("no model is priced by usd_per_hour");
    }
    machines.forEach(machine -> print(out, machine));
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, BreakEven machine) {
    out.println(
        text(
            "%s: %.2f USD a day, of which %.2f idle; %s of %s tokens a day (%.1f %%)",
            machine.arm(),
            machine.machine().usdPerDay(),
            machine.idleUsd(),
            tokens(machine.served().tokens()),
            tokens(machine.machine().tokensPerDay()),
            100 * machine.utilisation()));
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "AGAINST", "USD/MTOK", "BREAK-EVEN TOKENS/DAY", "SERVES TOKENS/DAY", "HOSTING"
        });
    for (Rival rival : machine.rivals()) {
      String verdict = machine.pays(rival) ? "pays" : "does not pay yet";
      rows.add(
          new String[] {
            rival.model(),
            text("%.3f", rival.usdPerMtok()),
            tokens(rival.tokens()),
            tokens(rival.serves().tokens()),
            rival.isWithin(machine.machine()) ? verdict : "cannot pay: more than it gets through"
          });
    }
    Columns.print(out, rows);
  }

  private static String tokens(double tokens) {
    return text("%,.0f", tokens);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library here
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
