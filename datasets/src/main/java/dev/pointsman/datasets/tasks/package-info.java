/// Prompts whose right answer is known because the same code made both.
@NullMarked
package dev.pointsman.datasets.tasks;

import org.jspecify.annotations.NullMarked;
