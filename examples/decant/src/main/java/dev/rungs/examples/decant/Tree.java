package dev.rungs.examples.decant;

/** The two trees that every page has a place in. */
enum Tree {
  FUNCTION("function_parent_id"),
  ORGANIZATION("organization_parent_id");

  /** The column that holds a page's parent. */
  final String parent;

  Tree(String parent) {
    this.parent = parent;
  }

  /** The children of one page that are not deleted, in their order. */
  String liveChildren() {
    return "SELECT id, title FROM nodes WHERE is_deleted = 0 AND "
        + parent
        + " IS ? ORDER BY position";
  }

  /** The children of one page, in their order. */
  String children() {
    return "SELECT id, title FROM nodes WHERE " + parent + " IS ? ORDER BY position";
  }
}
