// 05. A new model, cold.
//
// A model comes out: as good as your best at a third of its price. Nobody has graded an answer of it yet.
// How fast does the router find out, and what does finding out cost? Run it with:
// ./pointsman notebook a-new-model

import dev.pointsman.bandit.*
import dev.pointsman.bandit.learners.Learners
import dev.pointsman.notebooks.Drawing

// 1. Prompts of two kinds, told apart by one feature; models by price and by how often each is right.

var schema = new FeatureSchema("story", List.of(new FeatureSchema.Block("kind", 0, 1)))
Context contextOf(boolean isHard) { return Context.of(new float[] {isHard ? 1 : -1}, 100); }
boolean isHard(long i) { return Seeds.uniform(11 * i) < 0.5; }

var small = new Arm("small", Price.perMtok(1, 4), OptionalDouble.empty())
var large = new Arm("large", Price.perMtok(10, 40), OptionalDouble.empty())
var fresh = new Arm("fresh", Price.perMtok(3, 12), OptionalDouble.empty())
double costOf(Arm arm) { return arm.equals(small) ? 0.0005 : arm.equals(large) ? 0.005 : 0.0015; }

double chanceOf(Arm arm, boolean isHard) {
  return arm.equals(small) ? (isHard ? 0.3 : 0.9) : 0.9;
}

// 2. The router serves with small and large; a right answer is worth two cents to us, so lambda is 50.

double lambda = 50
Learner learner = Learners.create("adaptive", schema)
var before = List.of(small, large)
var after = List.of(small, large, fresh)
learner.learn(new Lesson.Arms(before))

// 3. One round: decide, draw, see, learn. What counts is the utility: quality - lambda x cost.

record Round(Arm arm, double utility) {}
Round serve(long i, List<Arm> arms) {
  Context context = contextOf(isHard(i));
  Choice choice = learner.assess(new Question(context, arms, lambda)).distribution().draw(Seeds.mix(i));
  Arm arm = choice.arm();
  double score = Seeds.uniform(11 * i + 1 + arms.indexOf(arm)) < chanceOf(arm, isHard(i)) ? 1 : 0;
  learner.learn(new Lesson.Usage(context, arm.id(), 100, 100, Double.NaN));
  learner.learn(Lesson.Graded.first(context, arm.id(), score, 1));
  return new Round(arm, score - lambda * costOf(arm));
}

// 4. A thousand requests without the new model; then it is added, cold: a lesson with the arms there are from
//    now on, and nothing else. Two thousand requests more.

var rounds = new ArrayList<Round>()
for (long i = 0; i < 1000; i++) rounds.add(serve(i, before));
learner.learn(new Lesson.Arms(after))
for (long i = 1000; i < 3000; i++) rounds.add(serve(i, after));

// 5. Who served what, a hundred requests at a time.

void say(String format, Object... values) {
  System.out.println(String.format(Locale.ROOT, format, values));
}
double shareOf(Arm arm, int from, int to) {
  return rounds.subList(from, to).stream().filter(r -> r.arm().equals(arm)).count() / (double) (to - from);
}
double utility(int from, int to) {
  return rounds.subList(from, to).stream().mapToDouble(Round::utility).average().orElse(0);
}
say("requests      small  large  fresh  utility")
for (int from : List.of(800, 900, 1000, 1100, 1200, 1500, 2000, 2500, 2900)) {
  say("%4d to %4d  %5.2f  %5.2f  %5.2f  %+.3f", from, from + 100, shareOf(small, from, from + 100),
      shareOf(large, from, from + 100), shareOf(fresh, from, from + 100), utility(from, from + 100));
}

// 6. When was it adopted? It has no record to hold against it, so it is tried at once; being good, it stays.
//    Count the requests until it had answered fifty. And what came of it.

int adopted = 1000, trials = 0
while (adopted < 3000 && trials < 50) trials += rounds.get(adopted++).arm().equals(fresh) ? 1 : 0;
say("adopted %d requests after it came: it had answered %d of them", adopted - 1000, trials)
say("utility a request: %.3f before, %.3f at the end", utility(500, 1000), utility(2500, 3000))

var windows = new ArrayList<Double>()
var shares = new LinkedHashMap<Arm, List<Double>>()
after.forEach(arm -> shares.put(arm, new ArrayList<>()))
for (int from = 0; from < 3000; from += 100) {
  windows.add(from + 50.0);
  for (Arm arm : after) shares.get(arm).add(shareOf(arm, from, from + 100));
}
var chart = Drawing.chart("A new model comes at request 1,000", "requests", "share of a hundred requests")
shares.forEach((arm, all) -> chart.addSeries(arm.id(), windows, all))
Drawing.save(chart, "a-new-model")

/exit
