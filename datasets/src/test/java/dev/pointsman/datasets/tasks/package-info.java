/// Tests of the demo's tasks.
@NullMarked
package dev.pointsman.datasets.tasks;

import org.jspecify.annotations.NullMarked;
