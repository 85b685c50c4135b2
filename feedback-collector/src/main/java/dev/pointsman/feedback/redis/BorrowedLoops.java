package dev.pointsman.feedback.redis;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;

/// Event loops of somebody else for the Redis client: a command issued on such a loop needs no
/// other thread to be sent and answered. Ended by their owner, never here. Any thread.
record BorrowedLoops(EventLoopGroup loops, int size) implements EventLoopGroupProvider {

  @Override
  public <T extends EventLoopGroup> T allocate(Class<T> type) {
    return type.cast(loops);
  }

  @Override
  public int threadPoolSize() {
    return size;
  }

  @Override
  public Future<Boolean> release(
      EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
    return shutdown(quietPeriod, timeout, unit);
  }

  @Override
  public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
    return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
  }
}
