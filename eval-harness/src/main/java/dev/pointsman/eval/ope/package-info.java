/// Off-policy evaluation of logs: reading them, the target policies one can ask about, the
/// cross-fitted reward model, the report. Read {@link dev.pointsman.eval.ope.LogEvaluation} first.
@NullMarked
package dev.pointsman.eval.ope;

import org.jspecify.annotations.NullMarked;
