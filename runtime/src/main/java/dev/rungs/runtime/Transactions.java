package dev.rungs.runtime;

/** How the migrations of one upgrade are put into transactions. */
public enum Transactions {
  /** One transaction a migration: what is done stays done when a later one fails. */
  EACH,
  /** One transaction for all: the file ends at the last version or stays at the one it had. */
  ALL
}
