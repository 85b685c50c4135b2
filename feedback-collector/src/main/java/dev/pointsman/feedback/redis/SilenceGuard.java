package dev.pointsman.feedback.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Closes a connection that has answered nothing for a while although something was sent, so that a
/// new one is made. A network that swallows packets never says that a connection is lost, and the
/// system tries for a quarter of an hour. On its channel's event loop.
final class SilenceGuard extends ChannelDuplexHandler {

  private static final long NOT_WAITING = Long.MAX_VALUE;

  private final long patienceNanos;
  private long waitingSince = NOT_WAITING;
  private boolean isWatching;

  SilenceGuard(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (waitingSince == NOT_WAITING) {
      waitingSince = System.nanoTime();
    }
    if (!isWatching) {
      isWatching = true;
      watch(context, patienceNanos);
    }
    var _ = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    waitingSince = NOT_WAITING;
    context.fireChannelRead(message);
  }

  private void watch(ChannelHandlerContext context, long nanos) {
    var _ = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
  }

  private void look(ChannelHandlerContext context) {
    if (!context.channel().isActive()) {
      return;
    }
    if (waitingSince == NOT_WAITING) {
      isWatching = false;
      return;
    }
    long left = patienceNanos - (System.nanoTime() - waitingSince);
    if (left > 0) {
      watch(context, left);
    } else {
      var _ = context.close();
    }
  }
}
