/// Routes' logs in Parquet: everything learning and offline evaluation need, outside Redis.
@NullMarked
package dev.pointsman.eval.archive;

import org.jspecify.annotations.NullMarked;
