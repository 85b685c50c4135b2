/// Whether another policy may take over: from rows of the log alone, by bounds that hold whenever
/// one looks. Read {@link dev.pointsman.bandit.change.Candidacy} first.
@NullMarked
package dev.pointsman.bandit.change;

import org.jspecify.annotations.NullMarked;
