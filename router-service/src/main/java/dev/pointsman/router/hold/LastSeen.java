package dev.pointsman.router.hold;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.Window;
import java.time.Duration;
import java.util.List;

/// Which windows had no room for a request when the store last spoke of them; the 10,000 latest of
/// the last day. Any thread.
final class LastSeen {

  private final Cache<String, Boolean> full =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofDays(1)).build();

  void note(List<Window> windows, Answer answer) {
    switch (answer) {
      case Answer.Granted _ -> {
        if (full.estimatedSize() > 0) {
          windows.forEach(window -> full.invalidate(window.name()));
        }
      }
      case Answer.Refused refused -> {
        if (refused.unit() == Answer.Unit.USD || refused.unit() == Answer.Unit.TOKENS) {
          full.put(windows.get(refused.window()).name(), true);
        }
      }
      case Answer.Outdated _ -> {}
    }
  }

  boolean hadRoom(List<Window> windows) {
    return windows.stream().allMatch(window -> full.getIfPresent(window.name()) == null);
  }
}
