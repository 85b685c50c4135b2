package dev.pointsman.router.wire;

/// Hears a streamed answer block by block: one block is open at a time, opened, grown and closed in
/// this order.
interface BlockSink {

  void opened(Block block);

  /// `more` is what was added; never empty.
  void grew(Block block, String more);

  void closed(Block block);
}
