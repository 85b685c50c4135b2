// 01. The first route.
//
// What happens between a prompt and the choice of a model, in six steps, with the classes that
// serve in production. Run it with: ./pointsman notebook first-route
//
// Two models: a small one at a tenth of the price, and a large one. The router does not know yet
// that the small one explains words as well as the large one and cannot count.

import dev.pointsman.bandit.*
import dev.pointsman.bandit.features.*
import dev.pointsman.bandit.learners.Learners
import dev.pointsman.notebooks.Drawing

// 1. A prompt becomes a context: numbers that say what is asked, and how long the input is.

var featurizer = Featurizers.standard()
var definition = featurizer.contextOf(Prompt.of("What does the word 'ephemeral' mean?"))
var sum = featurizer.contextOf(Prompt.of("What is 317 * 48 + 921? Give the number only."))
System.out.println("features: " + definition.dimension() + " in blocks " + featurizer.schema().blocks())

// 2. The arms: what may be called, at which price (USD per million tokens).

var small = new Arm("small", Price.perMtok(0.15, 0.60), OptionalDouble.empty())
var large = new Arm("large", Price.perMtok(2.50, 10.00), OptionalDouble.empty())
var arms = List.of(small, large)

// 3. A learner that knows nothing. One more good answer is worth a tenth of a cent to us: lambda is 1/0.001.

double lambda = 1 / 0.001
Learner learner = Learners.create("igw", featurizer.schema())
learner.learn(new Lesson.Arms(arms))

// 4. Ask it: a probability for each arm, and what it expects of them.

void show(String what, Context context) {
  Assessment assessment = learner.assess(new Question(context, arms, lambda));
  System.out.println(what);
  for (int i = 0; i < arms.size(); i++) {
    double p = assessment.distribution().probability(i);
    Prediction expected = assessment.predictions().get(i);
    System.out.println(String.format(Locale.ROOT, "  %-6s %.3f %-20s quality %.2f, cost %.6f USD",
        arms.get(i).id(), p, "#".repeat((int) Math.round(20 * p)), expected.quality(), expected.costUsd()));
  }
}

show("before, a definition:", definition)
show("before, a sum:", sum)

// 5. Draw, call, and teach what came of it. The draw is a pure function of a seed, so that a decision
//    can be replayed from its record; the propensity that is logged is the one it was drawn with.
//    On the way, note how likely the large model is for each of the two questions above.

var words = List.of("lucid", "arcane", "candid", "placid", "terse", "wary", "vivid", "frugal", "solemn", "brisk")
void ask(String prompt, boolean isSum, long seed) {
  Context context = featurizer.contextOf(Prompt.of(prompt));
  Choice choice = learner.assess(new Question(context, arms, lambda)).distribution().draw(seed);
  boolean right = !isSum || choice.arm().equals(large);
  learner.learn(new Lesson.Usage(context, choice.arm().id(), context.inputTokens(), 30, 800));
  learner.learn(Lesson.Graded.first(context, choice.arm().id(), right ? 1 : 0, 1));
}

double chanceOfLarge(Context context) {
  return learner.assess(new Question(context, arms, lambda)).distribution().probability(1);
}

var asked = new ArrayList<Double>()
var largeForSum = new ArrayList<Double>()
var largeForDefinition = new ArrayList<Double>()

for (int i = 0; i < 600; i++) {
  if (i % 20 == 0) {
    asked.add(2.0 * i);
    largeForSum.add(chanceOfLarge(sum));
    largeForDefinition.add(chanceOfLarge(definition));
  }
  ask("What does the word '" + words.get(i % 10) + "' mean?", false, Seeds.mix(2 * i));
  ask("What is " + (101 + 37 * i % 800) + " * " + (11 + i % 80) + " + " + (i % 900) + "?", true, Seeds.mix(2 * i + 1));
}

// 6. Ask again. Words go to the small model now; sums to the large one, as being right is worth its price.

show("after, a definition:", definition)
show("after, a sum:", sum)

Choice drawn = learner.snapshot().assess(new Question(definition, arms, lambda)).distribution().draw(Seeds.mix(7))
System.out.println("drawn for the definition: " + drawn.arm().id() + ", with probability " + drawn.propensity())

// 7. Draw how it came to know.

var chart = Drawing.chart("Learning whom to ask", "questions answered", "probability of the large model")
chart.addSeries("for a sum", asked, largeForSum)
chart.addSeries("for a definition", asked, largeForDefinition)
Drawing.save(chart, "first-route")

/exit
