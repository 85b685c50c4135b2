// 02. Reading a frontier.
//
// What do models cost, what do they score, and what could be had by choosing among them? A small table of
// recorded answers is made up here; `./pointsman eval frontier` does the same with a real one. Run it with:
// ./pointsman notebook reading-a-frontier

import dev.pointsman.bandit.Seeds
import dev.pointsman.eval.frontier.*
import dev.pointsman.eval.table.*
import dev.pointsman.notebooks.Drawing
import java.util.stream.IntStream

// 1. Six hundred prompts, a third each of words, code and sums, and four models. For each model its price
//    per answer and how often it is right on each kind.

record Model(String id, double costUsd, double words, double code, double sums) {}
var models = List.of(
    new Model("tiny", 0.0001, 0.80, 0.30, 0.10),
    new Model("coder", 0.0006, 0.55, 0.85, 0.35),
    new Model("vague", 0.0010, 0.70, 0.45, 0.25),
    new Model("giant", 0.0060, 0.90, 0.88, 0.85))
var kinds = List.of("words", "code", "sums")
int n = 600

var prompts = new ArrayList<String>()
var slices = new ArrayList<String>()
for (int row = 0; row < n; row++) {
  slices.add(kinds.get(row % 3));
  prompts.add("A question about " + kinds.get(row % 3) + ", number " + row);
}
var builder = new ArmTableBuilder(new ArmTable.Rows(prompts, slices), models.size(), 0)
models.forEach(model -> builder.add(model.id()))
for (int row = 0; row < n; row++) {
  for (int arm = 0; arm < models.size(); arm++) {
    Model model = models.get(arm);
    double chance = row % 3 == 0 ? model.words() : row % 3 == 1 ? model.code() : model.sums();
    builder.put(row, arm, Seeds.uniform(100 * row + arm) < chance ? 1 : 0, model.costUsd());
  }
}
ArmTable table = builder.build()
var frontier = new Frontier(table)

// 2. Each model is a point: mean cost, mean quality. Its hull, from below, is what a dice can reach that asks
//    one of two models at random. A model under the hull is never worth asking: such a dice beats it.

void say(String format, Object... values) {
  System.out.println(String.format(Locale.ROOT, format, values));
}
Hull hull = Hull.of(frontier.models())
for (Point model : frontier.models()) {
  say("%-6s right %.3f for $%.2f per 1,000; for that money the dice gets %.3f%s", model.name(),
      model.quality(), 1000 * model.cost(), hull.at(model.cost()),
      hull.corners().contains(model) ? "  <- on the hull" : "");
}

// 3. One number for a whole curve, AIQ: its mean height from the cheapest model's cost to the dearest's.
//    And what 99 % of the best model's quality costs at least.

FrontierReport.Mix singles = frontier.singles()
say("static mix: AIQ %.3f, 99 %% of the best for $%.2f per 1,000", singles.aiq(), 1000 * singles.costAt99())

// 4. What could a router reach? At least what one reaches that knows the kind of each prompt and the mean of
//    each model on it; surely not more than one that knows every answer beforehand, which nobody does.

Point byKindAt(double lambda) {
  double quality = 0, cost = 0;
  for (int kind = 0; kind < 3; kind++) {
    int of = kind;
    List<Point> means = Frontier.means(table, IntStream.range(0, n).filter(row -> row % 3 == of).toArray());
    Point best = means.stream().max(Comparator.comparingDouble(p -> p.quality() - lambda * p.cost())).orElseThrow();
    quality += best.quality() / 3;
    cost += best.cost() / 3;
  }
  return new Point(cost, quality, "by kind");
}
var byKind = List.of(1.0, 30.0, 60.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0).stream().map(l -> byKindAt(l)).toList()
say("by kind:    AIQ %.3f", frontier.categoryMean().aiq())
say("all-knowing: AIQ %.3f, quality %.3f", frontier.oracle().aiq(), frontier.oracle().quality())

// 5. Which point of a curve is yours? Say what one more right answer is worth, V dollars. Then lambda = 1 / V
//    and the best point is the one of the highest quality - lambda x cost.

for (double worth : List.of(0.0002, 0.002, 0.02, 0.2)) {
  double lambda = 1 / worth;
  Point best = frontier.models().stream()
      .max(Comparator.comparingDouble(p -> p.quality() - lambda * p.cost())).orElseThrow();
  say("a right answer is worth $%.4f: lambda %6.0f, ask %s", worth, lambda, best.name());
}

// 6. Draw it. Further up and further left is better.

void add(org.knowm.xchart.XYChart chart, String name, List<Point> points, boolean isLine) {
  var series = chart.addSeries(name, points.stream().map(p -> 1000 * p.cost()).toList(),
      points.stream().map(Point::quality).toList());
  if (!isLine) series.setLineStyle(org.knowm.xchart.style.lines.SeriesLines.NONE);
}
var chart = Drawing.chart("Accuracy per dollar", "USD per 1,000 requests", "share of right answers")
add(chart, "models", frontier.models(), false)
add(chart, "static mix", hull.corners(), true)
add(chart, "choosing by kind", Hull.of(byKind).corners(), true)
Drawing.save(chart, "reading-a-frontier")

/exit
