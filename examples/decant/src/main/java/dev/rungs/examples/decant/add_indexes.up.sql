CREATE INDEX idx_nodes_date_added ON nodes (date_added DESC);
CREATE INDEX idx_nodes_content_type ON nodes (content_type);
CREATE INDEX idx_nodes_organization ON nodes (organization_id);
CREATE INDEX idx_key_concepts_concept ON key_concepts (concept);
