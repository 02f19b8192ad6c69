-- A tree is read in the order of its positions: an index that has them spares the sort.
CREATE INDEX idx_nodes_function_tree ON nodes (function_parent_id, position);
CREATE INDEX idx_nodes_organization_tree ON nodes (organization_parent_id, position);

-- The same for what is not deleted, which is what people look at.
CREATE INDEX idx_nodes_live_function_tree ON nodes (is_deleted, function_parent_id, position);
CREATE INDEX idx_nodes_live_organization_tree ON nodes (is_deleted, organization_parent_id, position);

-- Each of these two is now the beginning of a longer one.
DROP INDEX idx_nodes_function_parent;
DROP INDEX idx_nodes_organization_parent;
