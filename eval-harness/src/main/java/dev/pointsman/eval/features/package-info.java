/// `features fit`: tasks and components of one's own prompts.
@NullMarked
package dev.pointsman.eval.features;

import org.jspecify.annotations.NullMarked;
