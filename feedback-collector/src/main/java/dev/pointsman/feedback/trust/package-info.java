/// How much one voice may say: what a voluntary vote weighs by how many its user gave and how often
/// they agreed with better evidence. Numbers only; who asks is {@link
/// dev.pointsman.feedback.RewardRule}.
@NullMarked
package dev.pointsman.feedback.trust;

import org.jspecify.annotations.NullMarked;
