package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.billing.Hosting;
import dev.pointsman.router.config.RouterConfig.Kind;
import dev.pointsman.router.config.RouterConfig.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Whether a machine of one's own pays: what its hours cost a day, how many tokens it had, and for
/// each model that is paid by the token how many tokens a day would have to move for both to cost
/// the same. Pure.
///
/// Requests are taken to be as long, input and output, as those the machine had; where it had none,
/// as all were. Quality is not looked at, nor the provider's prompt cache.
public record BreakEven(String arm, Hosting machine, Served served, List<Rival> rivals) {

  private static final Served NOTHING = new Served(0, 0, 0);

  /// What an arm had, a day: requests, tokens, and what its requests were charged.
  public record Served(double requests, double tokens, double usd) {}

  /// A model paid by the token. `tokens` a day are where it costs what the machine does.
  public record Rival(String model, double usdPerMtok, double tokens, Served serves) {

    Rival withServed(Served other) {
      return new Rival(model, usdPerMtok, tokens, other);
    }

    /// Whether the machine could get through them.
    public boolean isWithin(Hosting machine) {
      return tokens <= machine.tokensPerDay();
    }
  }

  /// The mean request, in tokens.
  private record Size(double input, double output) {
    double tokens() {
      return input + output;
    }
  }

  public BreakEven {
    rivals = List.copyOf(rivals);
  }

  /// Whether as many tokens as it had are dearer at the rival than the machine is.
  public boolean pays(Rival rival) {
    return served.tokens() > rival.tokens();
  }

  /// The share of what it could get through that it had.
  public double utilisation() {
    return served.tokens() / machine.tokensPerDay();
  }

  /// USD a day that no request was charged; negative when it did more than it is taken to.
  public double idleUsd() {
    return machine.usdPerDay() - served.usd();
  }

  /// One for each model that is paid by the hour at that time. `days` is how long it took to spend.
  public static List<BreakEven> of(
      List<Spent> spent, List<Model> models, double days, long atMillis) {
    return models.stream()
        .flatMap(
            model ->
                model.price().at(atMillis).hosting().stream()
                    .map(machine -> new BreakEven(model.id(), machine, NOTHING, List.of())))
        .map(machine -> machine.against(spent, models, days, atMillis))
        .toList();
  }

  private BreakEven against(List<Spent> spent, List<Model> models, double days, long atMillis) {
    Tally own = tally(spent, arm);
    Optional<Size> size = size(own).or(() -> size(Spent.total(spent)));
    List<Rival> others =
        models.stream()
            .filter(model -> model.kind() == Kind.CHAT)
            .filter(model -> model.price().at(atMillis).hosting().isEmpty())
            .flatMap(model -> size.flatMap(s -> rival(model, s, atMillis)).stream())
            .map(rival -> rival.withServed(served(tally(spent, rival.model()), days)))
            .sorted(Comparator.comparingDouble(Rival::tokens))
            .toList();
    return new BreakEven(arm, machine, served(own, days), others);
  }

  /// None where a model costs nothing.
  private Optional<Rival> rival(Model model, Size size, long atMillis) {
    double usd =
        model
            .price()
            .at(atMillis)
            .forEngine((int) Math.round(size.input()), 0)
            .usd(size.input(), size.output());
    double usdPerToken = usd / size.tokens();
    return usdPerToken > 0
        ? Optional.of(
            new Rival(model.id(), usdPerToken * 1e6, machine.usdPerDay() / usdPerToken, NOTHING))
        : Optional.empty();
  }

  private static Optional<Size> size(Tally tally) {
    double requests = tally.get(Part.REQUESTS);
    Size size =
        new Size(tally.get(Part.INPUT_TOKENS) / requests, tally.get(Part.OUTPUT_TOKENS) / requests);
    return size.tokens() > 0 ? Optional.of(size) : Optional.empty();
  }

  private static Tally tally(List<Spent> spent, String arm) {
    return Spent.total(spent.stream().filter(s -> s.group().model().equals(arm)).toList());
  }

  private static Served served(Tally tally, double days) {
    return new Served(
        tally.get(Part.REQUESTS) / days,
        (tally.get(Part.INPUT_TOKENS) + tally.get(Part.OUTPUT_TOKENS)) / days,
        tally.get(Part.MICRO_USD) / 1e6 / days);
  }
}
