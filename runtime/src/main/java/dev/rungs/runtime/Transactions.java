package dev.rungs.runtime;

/** How the migrations of one upgrade are divided into transactions. */
public enum Transactions {
  /** One transaction per migration: what is done stays done if a later one fails. */
  EACH,
  /** One transaction for all: the file ends at the last version or stays at the one it had. */
  ALL
}
