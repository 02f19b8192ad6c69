CREATE INDEX idx_nodes_function_parent ON nodes (function_parent_id);
CREATE INDEX idx_nodes_organization_parent ON nodes (organization_parent_id);
DROP INDEX idx_nodes_live_organization_tree;
DROP INDEX idx_nodes_live_function_tree;
DROP INDEX idx_nodes_organization_tree;
DROP INDEX idx_nodes_function_tree;
