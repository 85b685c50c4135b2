package dev.pointsman.feedback.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;

/// Sends the commands of one turn of an event loop in one write: under load Redis then reads, syncs
/// to disk and answers many at once. A lone command waits for nothing. Connections on which nothing
/// is answered any more are given up.
final class RedisWire implements NettyCustomizer {

  /// Longer than any command may wait for its answer.
  static final Duration SILENCE = Duration.ofSeconds(5);

  private static final int MOST = 256;

  @Override
  public void afterChannelInitialized(Channel channel) {
    channel.pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
    channel.pipeline().addFirst(new SilenceGuard(SILENCE));
  }
}
