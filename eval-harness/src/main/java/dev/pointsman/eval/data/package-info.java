/// The `data` commands: tables listed, fetched, imported and made.
@NullMarked
package dev.pointsman.eval.data;

import org.jspecify.annotations.NullMarked;
