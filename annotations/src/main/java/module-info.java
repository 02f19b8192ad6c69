/** The words users write: annotations that declare a versioned schema and its migrations. */
module dev.rungs.annotations {
  exports dev.rungs;
}
