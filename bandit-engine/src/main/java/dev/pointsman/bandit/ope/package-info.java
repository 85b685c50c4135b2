/// Off-policy evaluation: what another policy would have earned on the decisions of this one.
///
/// Read {@link dev.pointsman.bandit.ope.Estimator} first: every estimate is one formula. {@link
/// dev.pointsman.bandit.ope.OffPolicyEvaluation} sums it up row by row in bounded memory, {@link
/// dev.pointsman.bandit.ope.Gate} says whether the figures may be believed.
@NullMarked
package dev.pointsman.bandit.ope;

import org.jspecify.annotations.NullMarked;
