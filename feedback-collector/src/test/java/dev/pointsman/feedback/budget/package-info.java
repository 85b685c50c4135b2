/// What every store of budgets does.
@NullMarked
package dev.pointsman.feedback.budget;

import org.jspecify.annotations.NullMarked;
