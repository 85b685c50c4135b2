package dev.pointsman.router.decision;

import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;

/// Whether a key may use what it names.
final class Permissions {

  private Permissions() {}

  /// Throws a 403. Models behind a route are left out of its arms instead.
  static void check(Target target, Terms terms, Asker asker) {
    String project = terms.asGiven().getOrDefault("project", "");
    if (!asker.mayUseProject(project)) {
      throw project.isEmpty()
          ? RequestFailure.forbidden(
              "the key `"
                  + asker.name()
                  + "` works for its `projects` only; name one of them in pointsman.project")
          : refusal(asker, "project `" + project + "`", "projects");
    }
    if (target.concrete()) {
      String model = target.arms().getFirst().arm().id();
      if (!asker.mayUseModel(model)) {
        throw refusal(asker, "model `" + model + "`", "models");
      }
      return;
    }
    String route = target.route().route().name();
    if (!asker.mayUseRoute(route)) {
      throw refusal(asker, "route `" + route + "`", "routes");
    }
  }

  private static RequestFailure refusal(Asker asker, String what, String list) {
    return RequestFailure.forbidden(
        "the key `" + asker.name() + "` may not use " + what + "; add it to its `" + list + "`");
  }
}
