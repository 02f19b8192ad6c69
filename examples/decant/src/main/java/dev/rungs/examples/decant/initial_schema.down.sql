DROP TABLE nodes_fts;
DROP TABLE key_concepts;
DROP TABLE nodes;
DROP TABLE organizations;
DROP TABLE segments;
