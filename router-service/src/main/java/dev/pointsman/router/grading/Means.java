package dev.pointsman.router.grading;

import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.upstream.Fallback;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What grading works with, of the configuration that serves now; `isBusy` says that users need the
/// machine more.
public record Means(
    Catalogue catalogue,
    Fallback fallback,
    Map<String, LiveRoute> routes,
    BooleanSupplier isBusy) {}
