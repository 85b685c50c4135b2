/// What users who vote in bad faith do to what is learnt.
@NullMarked
package dev.pointsman.eval.trust;

import org.jspecify.annotations.NullMarked;
