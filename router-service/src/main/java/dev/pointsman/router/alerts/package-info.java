/// Alerts on spend: rules over the ledger, events that all routers share, signed webhooks. Read
/// {@link dev.pointsman.router.alerts.AlertRule} first.
@NullMarked
package dev.pointsman.router.alerts;

import org.jspecify.annotations.NullMarked;
