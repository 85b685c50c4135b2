package dev.pointsman.feedback;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Cascade.Verifier;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.log.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The one codec of a route's arms with their prices, guesses and legs: version 1 as one text,
/// equal for equal arms in equal order. Numbers come back bit for bit.
public final class ArmFields {

  private static final int VERSION = 1;
  private static final int SINGLE = 4;
  private static final int CASCADE = 7;

  private ArmFields() {}

  public static String of(List<Arm> arms) {
    List<String> texts = new ArrayList<>();
    texts.add(Integer.toString(VERSION));
    arms.forEach(arm -> texts.add(arm(arm)));
    return Fields.list(texts);
  }

  /// Reads what `of` wrote; an `IllegalArgumentException` names what is wrong with it.
  public static List<Arm> parse(String text) {
    List<String> items = items(text);
    if (items.isEmpty() || !items.getFirst().equals(Integer.toString(VERSION))) {
      throw new IllegalArgumentException("arms of another version than " + VERSION);
    }
    return items.stream().skip(1).map(ArmFields::arm).toList();
  }

  private static String arm(Arm arm) {
    List<String> texts = new ArrayList<>();
    texts.add(arm.id());
    texts.add(
        Fields.reals(
            arm.price().inputUsdPerMtok(),
            arm.price().outputUsdPerMtok(),
            arm.price().usdPerRequest()));
    texts.add(Fields.reals(arm.qualityPrior().stream().toArray()));
    texts.add(arm.family());
    arm.cascade()
        .ifPresent(
            cascade -> {
              texts.add(cascade.verifier().name());
              texts.add(Fields.list(cascade.asked().stream().map(ArmFields::arm).toList()));
              texts.add(arm(cascade.last()));
            });
    return Fields.list(texts);
  }

  private static Arm arm(String text) {
    List<String> items = items(text);
    if (items.size() != SINGLE && items.size() != CASCADE) {
      throw new IllegalArgumentException("an arm of " + items.size() + " parts");
    }
    double[] price = reals(items.get(1));
    double[] prior = reals(items.get(2));
    if (price.length != 3 || prior.length > 1) {
      throw new IllegalArgumentException("an arm's price or guess is torn");
    }
    return new Arm(
        items.getFirst(),
        new Price(price[0], price[1], price[2]),
        prior.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(prior[0]),
        items.size() == SINGLE ? Optional.empty() : Optional.of(cascade(items)),
        items.get(3));
  }

  private static Cascade cascade(List<String> items) {
    List<Arm> asked = items(items.get(5)).stream().map(ArmFields::arm).toList();
    return new Cascade(Verifier.valueOf(items.get(4)), asked, arm(items.get(6)));
  }

  private static List<String> items(String text) {
    return alone(text).list("");
  }

  private static double[] reals(String text) {
    return alone(text).reals("");
  }

  private static Fields alone(String text) {
    return Fields.read("list of arms", VERSION, Map.of(Fields.VERSION, "1", "", text));
  }
}
