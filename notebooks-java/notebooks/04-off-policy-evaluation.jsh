// 04. Off-policy evaluation of your own log.
//
// One policy served and logged what it drew, how likely it was to draw it, and what came of it. What would
// another policy have earned on the same requests? The log tells, without serving anybody. Run it with:
// ./pointsman notebook off-policy-evaluation

import dev.pointsman.bandit.Seeds
import dev.pointsman.bandit.ope.*
import dev.pointsman.notebooks.Drawing

// 1. The log: requests are easy or hard, models small or large. The policy that served drew the large model
//    with probability 0.3 for easy requests and 0.6 for hard ones. A line of a real log needs the same
//    four things: the probability (propensity), the arm, the reward, and what the target would have done.

record Row(boolean isHard, boolean isLarge, double propensity, double reward) {}
double chanceOf(boolean isHard, boolean isLarge) { return isLarge ? (isHard ? 0.8 : 0.95) : isHard ? 0.3 : 0.8; }

List<Row> logOf(int n, double largeIfEasy, double largeIfHard) {
  var rows = new ArrayList<Row>();
  for (long i = 0; i < n; i++) {
    boolean isHard = Seeds.uniform(5 * i) < 0.5;
    double large = isHard ? largeIfHard : largeIfEasy;
    boolean isLarge = Seeds.uniform(5 * i + 1) < large;
    double reward = Seeds.uniform(5 * i + 2) < chanceOf(isHard, isLarge) ? 1 : 0;
    rows.add(new Row(isHard, isLarge, isLarge ? large : 1 - large, reward));
  }
  return rows;
}
var log = logOf(4000, 0.3, 0.6)

// 2. The target: hard requests to the large model, easy ones to the small one. As we made the world up we
//    know what it earns; the estimators do not.

double targetOf(boolean isHard, boolean isLarge) { return isLarge == isHard ? 1 : 0; }
double truth = 0.5 * chanceOf(false, false) + 0.5 * chanceOf(true, true)

void say(String format, Object... values) {
  System.out.println(String.format(Locale.ROOT, format, values));
}
say("mean reward in the log: %.3f; of the target, if we could ask the world: %.3f",
    log.stream().mapToDouble(Row::reward).average().orElse(0), truth)

// 3. A wrong way: the mean reward of the large model where it happened to serve. It was sent the hard ones more
//    often, so it looks worse than it is.

say("always the large model would earn %.3f", 0.5 * chanceOf(false, true) + 0.5 * chanceOf(true, true))
say("the large model where it served:  %.3f", log.stream().filter(Row::isLarge).mapToDouble(Row::reward).average().orElse(0))

// 4. The right way: weigh each row by how much likelier the target was to do what was done. Some estimators
//    lean on a model of rewards too. Here it is crude on purpose, 0.7 for everything: weighting mends it
//    (DR), while the model alone (DM) believes it.

double crude = 0.7
OffPolicyEvaluation evaluate(List<Row> rows, int n) {
  var evaluation = new OffPolicyEvaluation(List.of(Estimator.IPS, Estimator.SNIPS, Estimator.DM, Estimator.DR));
  for (Row row : rows.subList(0, n)) {
    double ratio = targetOf(row.isHard(), row.isLarge()) / row.propensity();
    evaluation.add(new Sample(ratio, row.reward(), crude, crude, 1));
  }
  return evaluation;
}
var results = evaluate(log, log.size()).results()
for (Estimator estimator : List.of(Estimator.IPS, Estimator.SNIPS, Estimator.DM, Estimator.DR)) {
  Estimate value = results.of(estimator);
  say("%-6s %.3f [%.3f, %.3f]", estimator.name(), value.value(), value.low(), value.high());
}

// 5. What to decide by is the difference to the policy that served, from the same rows.

Estimate gain = results.gain(Estimator.DR)
say("target minus served: %+.3f [%+.3f, %+.3f]", gain.value(), gain.low(), gain.high())

// 6. When the log cannot tell. The weights' effective sample size says how many rows really speak; a log that
//    hardly ever tries what the target would do has few, however long it is. `./pointsman eval ope` refuses a
//    verdict then, and says how many more requests it would take.

double effective(List<Row> rows) {
  double sum = 0, squares = 0;
  for (Row row : rows) {
    double ratio = targetOf(row.isHard(), row.isLarge()) / row.propensity();
    sum += ratio;
    squares += ratio * ratio;
  }
  return sum * sum / squares;
}
var shy = logOf(4000, 0.98, 0.02)
Estimate unsure = evaluate(shy, shy.size()).results().of(Estimator.DR)
say("effective rows of 4000: %.0f in the first log, %.0f in a shy one", effective(log), effective(shy))
say("dr from the shy log: %.3f [%.3f, %.3f]", unsure.value(), unsure.low(), unsure.high())

// 7. Draw how the interval closes around the truth as the log grows.

var sizes = List.of(100, 200, 400, 800, 1600, 2400, 3200, 4000)
var estimates = sizes.stream().map(n -> evaluate(log, n).results().of(Estimator.DR)).toList()
var chart = Drawing.chart("What the log says of the target (DR)", "rows of the log", "mean reward")
chart.addSeries("estimate", sizes, estimates.stream().map(Estimate::value).toList())
chart.addSeries("low end", sizes, estimates.stream().map(Estimate::low).toList())
chart.addSeries("high end", sizes, estimates.stream().map(Estimate::high).toList())
chart.addSeries("truth", List.of(100, 4000), List.of(truth, truth))
Drawing.save(chart, "off-policy-evaluation")

/exit
