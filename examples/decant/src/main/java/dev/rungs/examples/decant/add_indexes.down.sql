DROP INDEX idx_key_concepts_concept;
DROP INDEX idx_nodes_organization;
DROP INDEX idx_nodes_content_type;
DROP INDEX idx_nodes_date_added;
