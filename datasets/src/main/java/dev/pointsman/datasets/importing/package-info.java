/// Readers of public formats, each turning one file into rows of the canonical table.
@NullMarked
package dev.pointsman.datasets.importing;

import org.jspecify.annotations.NullMarked;
