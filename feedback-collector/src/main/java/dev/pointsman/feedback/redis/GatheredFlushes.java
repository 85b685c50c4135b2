package dev.pointsman.feedback.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/// Sends the commands of one turn of an event loop in one write: under load Redis then reads, syncs
/// to disk and answers many at once. A lone command waits for nothing.
final class GatheredFlushes implements NettyCustomizer {

  private static final int MOST = 256;

  @Override
  public void afterChannelInitialized(Channel channel) {
    channel.pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
  }
}
