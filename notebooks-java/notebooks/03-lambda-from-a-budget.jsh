// 03. Lambda from a budget.
//
// A router maximises quality - lambda x cost. Few people know their lambda; most know what they may spend.
// Two ways from a budget to lambda: look at what each would cost, or let a pacer keep to it. Run it with:
// ./pointsman notebook lambda-from-a-budget

import dev.pointsman.bandit.*
import dev.pointsman.bandit.learners.Learners
import dev.pointsman.bandit.objective.BudgetPacer
import dev.pointsman.notebooks.Drawing

// 1. A world of two kinds of prompts, told apart by one feature, and two models. The small one is right on
//    nine of ten easy prompts and three of ten hard ones; the large one on nine of ten of both.

var schema = new FeatureSchema("story", List.of(new FeatureSchema.Block("kind", 0, 1)))
Context contextOf(boolean isHard) { return Context.of(new float[] {isHard ? 1 : -1}, 100); }
boolean isHard(long i) { return Seeds.uniform(7 * i) < 0.5; }

var small = new Arm("small", Price.perMtok(1, 4), OptionalDouble.empty())
var large = new Arm("large", Price.perMtok(10, 40), OptionalDouble.empty())
var arms = List.of(small, large)
int outputTokens = 100
double costOf(Arm arm) { return arm.equals(small) ? 0.0005 : 0.005; }   // 100 tokens in, 100 out

double scoreOf(Arm arm, long i) {
  double chance = isHard(i) && arm.equals(small) ? 0.3 : 0.9;
  return Seeds.uniform(7 * i + (arm.equals(small) ? 1 : 2)) < chance ? 1 : 0;
}
void teach(Learner learner, Arm arm, long i) {
  Context context = contextOf(isHard(i));
  learner.learn(new Lesson.Usage(context, arm.id(), 100, outputTokens, Double.NaN));
  learner.learn(Lesson.Graded.first(context, arm.id(), scoreOf(arm, i), 1));
}

// 2. A learner that has seen a while of it.

Learner learner = Learners.create("adaptive", schema)
learner.learn(new Lesson.Arms(arms))
for (long i = 0; i < 500; i++) {
  Choice choice = learner.assess(new Question(contextOf(isHard(i)), arms, 50)).distribution().draw(Seeds.mix(i));
  teach(learner, choice.arm(), i);
}

// 3. The first way: ask it what it would do at each lambda, without changing anything, and add up.

void say(String format, Object... values) {
  System.out.println(String.format(Locale.ROOT, format, values));
}
double[] expectedAt(double lambda) {
  double quality = 0, cost = 0;
  for (long i = 500; i < 700; i++) {
    var question = new Question(contextOf(isHard(i)), arms, lambda, 1, false);
    Assessment assessment = learner.assess(question);
    Prediction best = assessment.predictions().get(assessment.best(question));
    quality += best.quality() / 200;
    cost += best.costUsd() / 200;
  }
  return new double[] {quality, cost};
}
say("lambda   a right answer is worth   expected quality   USD per 1,000")
for (double lambda : List.of(1.0, 10.0, 50.0, 100.0, 200.0, 1000.0)) {
  double[] expected = expectedAt(lambda);
  say("%6.0f   $%-22.4f %-18.3f %.2f", lambda, 1 / lambda, expected[0], 1000 * expected[1]);
}

// 4. There are steps: all large, hard ones to the large model, all small. A budget between two steps has no
//    lambda that meets it exactly; the pacer moves lambda so that the mean does. It solves for lambda anew
//    every twenty requests, from what the learner expects of the last ones, and makes up for what was spent
//    too much or too little.

double budget = 0.0015
var pacer = new BudgetPacer(budget)
var asked = new ArrayList<Double>()
var spentOfBudget = new ArrayList<Double>()
var lambdas = new ArrayList<Double>()
double spent = 0, right = 0
int rounds = 2000

for (long i = 700; i < 700 + rounds; i++) {
  Context context = contextOf(isHard(i));
  double lambda = pacer.next(context, arms, learner);
  var question = new Question(context, arms, lambda);
  Choice choice = pacer.temper(learner.assess(question), question).draw(Seeds.mix(i));
  teach(learner, choice.arm(), i);
  pacer.spend(costOf(choice.arm()));
  spent += costOf(choice.arm());
  right += scoreOf(choice.arm(), i);
  if (i % 20 == 0) {
    asked.add((double) (i - 700));
    spentOfBudget.add(pacer.utilisation());
    lambdas.add(lambda);
  }
}

// 5. It spent about what it was given, and the money went to the prompts that need it.

say("budget $%.2f per 1,000, spent $%.2f, right %.3f", 1000 * budget, 1000 * spent / rounds, right / rounds)
say("a dice between the two models gets %.3f for it", 0.6 + (budget - 0.0005) / (0.005 - 0.0005) * 0.3)
say("lambda of the last hundred requests, mean: %.0f",
    lambdas.subList(lambdas.size() - 5, lambdas.size()).stream().mapToDouble(l -> l).average().orElse(0))

var chart = Drawing.chart("Keeping to a budget", "requests", "spent so far over allowed so far")
chart.addSeries("spent", asked, spentOfBudget)
chart.addSeries("allowed", List.of(0.0, (double) rounds), List.of(1.0, 1.0))
Drawing.save(chart, "lambda-from-a-budget")

/exit
