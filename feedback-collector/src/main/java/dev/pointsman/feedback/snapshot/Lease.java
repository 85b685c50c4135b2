package dev.pointsman.feedback.snapshot;

/// The right to write a route's snapshots. Of two leases the one with the greater token is newer,
/// and only the newest that was given counts: whoever held an older one writes nothing any more,
/// however late its writes arrive and whatever its clock says.
public record Lease(long token) {

  public Lease {
    if (token <= 0) {
      throw new IllegalArgumentException("tokens begin at 1, was " + token);
    }
  }
}
