/// A data set sent through a router or any OpenAI-compatible service, graded, written as a table.
@NullMarked
package dev.pointsman.eval.run;

import org.jspecify.annotations.NullMarked;
